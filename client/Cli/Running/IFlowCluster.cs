namespace Orleans.TaskFlow.Cli;

/// <summary>A backend that runs the flows which it keeps itself.</summary>
internal interface IFlowCluster
{
    /// <summary>What runs the flows there, once it is connected.</summary>
    /// <exception cref="StorageFailureException">It does not answer.</exception>
    ValueTask<IFlowRunner> ReachRunnerAsync(CancellationToken cancellationToken);
}
