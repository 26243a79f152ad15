namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>One flow that is measured, and the storage that is open on it.</summary>
public sealed class BenchFlow(IFlowStorageFactory storages, IFlowStorage storage, IReadOnlyList<string> atomNames)
{
    // Always as many: the question is what one atom costs among more and more others.
    private const int WrittenAtoms = 10;

    public IFlowStorage Storage => storage;

    public IReadOnlyList<string> AtomNames => atomNames;

    /// <summary>The atoms that are written to, in turn: the last ones.</summary>
    public IReadOnlyList<string> Written { get; } = [.. atomNames.TakeLast(WrittenAtoms)];

    /// <summary>Opens one more storage of the flow, which the caller disposes.</summary>
    public Task<IFlowStorage> ReopenAsync() => storages.OpenAsync(storage.FlowUuid);
}
