namespace Orleans.TaskFlow;

/// <summary>
/// Opens the storage of flows: in this process, or in a cluster, as it was registered. A program that asks for this changes from
/// one to the other by its registration only.
/// </summary>
public interface IFlowStorageFactory
{
    /// <summary>Where the logbooks are: for making them, reading them and destroying them.</summary>
    IBackend Backend { get; }

    /// <summary>
    /// Opens the storage of a flow that was saved. Everything that was acknowledged before is there; transient values that
    /// another session injected are not, unless it is still open and shares this one's (<see cref="IFlowStorage"/>).
    /// </summary>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    /// <exception cref="StorageFailureException">It could not be read.</exception>
    Task<IFlowStorage> OpenAsync(string flowUuid, CancellationToken cancellationToken = default);
}
