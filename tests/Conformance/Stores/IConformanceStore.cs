namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>One store for one case: made empty and upgraded, reachable twice, and gone when it is disposed.</summary>
public interface IConformanceStore : IAsyncDisposable
{
    /// <summary>Where the calls of a case are made.</summary>
    IFlowStorageFactory First { get; }

    /// <summary>
    /// Where their effect is looked for: the same store, opened a second time. It shares no object with <see cref="First"/>, where
    /// the store is not in this process's memory.
    /// </summary>
    IFlowStorageFactory Second { get; }
}
