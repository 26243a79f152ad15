namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>One flow that is measured.</summary>
public sealed class BenchFlow(IFlowStorageFactory storages, string uuid, IReadOnlyList<AtomDeclaration> atoms) : IAsyncDisposable
{
    // Always as many: the question is what one atom costs among more and more others.
    private const int WrittenAtoms = 10;

    private IFlowStorage? _storage;

    /// <summary>The atoms' names, in order.</summary>
    public IReadOnlyList<string> AtomNames { get; } = [.. atoms.Select(atom => atom.Name)];

    /// <summary>The atoms that are written to, in turn: the last ones.</summary>
    public IReadOnlyList<string> Written => [.. AtomNames.TakeLast(WrittenAtoms)];

    /// <summary>The flow's storage, opened by the first who asks, with its atoms ensured, and open from then on.</summary>
    public async Task<IFlowStorage> OpenAsync()
    {
        if (_storage is null)
        {
            _storage = await ReopenAsync();
            await _storage.EnsureAtomsAsync(atoms);
        }

        return _storage;
    }

    /// <summary>Opens one more storage of the flow, which the caller disposes.</summary>
    public Task<IFlowStorage> ReopenAsync() => storages.OpenAsync(uuid);

    /// <summary>Closes the storage. In a cluster the flow leaves the memory of its grain with that.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
        {
            await _storage.DisposeAsync();
            _storage = null;
        }
    }
}
