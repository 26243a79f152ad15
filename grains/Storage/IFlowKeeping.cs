namespace Orleans.TaskFlow;

/// <summary>Where the storages of flows find the records that they read and write.</summary>
internal interface IFlowKeeping
{
    /// <summary>What a storage opens its flow on. A former storage of the flow that still writes there is refused, or the new one hears of it.</summary>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    Task<IBackend> TakeAsync(string flowUuid);
}
