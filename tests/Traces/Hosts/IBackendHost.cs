namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Where traces are replayed: makes a place without logbooks for each of them. Disposing it cleans up.</summary>
public interface IBackendHost : IAsyncDisposable
{
    /// <summary>
    /// An upgraded backend that holds nothing, and the storage of flows in it. The caller disposes the backend before it asks for
    /// the next one.
    /// </summary>
    Task<IFlowStorageFactory> CreateEmptyAsync();
}
