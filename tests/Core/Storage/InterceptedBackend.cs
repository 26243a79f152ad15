namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A memory backend whose writes a test can fail, hold back, or answer wrongly.</summary>
internal sealed class InterceptedBackend : IBackend
{
    private readonly MemoryBackend _inner = new();

    public string Description => "intercepted memory";

    /// <summary>Whether it takes several atoms as one.</summary>
    public bool JoinsAtoms { get; init; }

    /// <summary>The store itself, without interception.</summary>
    public IConnection Direct => _inner.Connect();

    /// <summary>Called for each write of an atom instead of it; it may call the write.</summary>
    public Func<AtomDetail, Func<Task<AtomDetail>>, Task<AtomDetail>> OnAtom { get; set; } = (_, write) => write();

    /// <summary>Called for each write of a flow instead of it; it may call the write.</summary>
    public Func<FlowDetail, Func<Task<FlowDetail>>, Task<FlowDetail>> OnFlow { get; set; } = (_, write) => write();

    /// <summary>Called for each write of a logbook instead of it; it may call the write.</summary>
    public Func<LogBook, Func<Task>, Task> OnBook { get; set; } = (_, write) => write();

    /// <summary>The same backend, as one whose writes are refused where a test says so.</summary>
    public IBackend Fencing => new FencingBackend(this);

    public IConnection Connect() => new InterceptedConnection(this, _inner.Connect());

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private sealed class FencingBackend(InterceptedBackend backend) : IFencingBackend
    {
        public string Description => backend.Description;

        public IConnection Connect() => backend.Connect();

        public IConnection ConnectFenced() => backend.Connect();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class InterceptedConnection(InterceptedBackend backend, IConnection inner) : IJointConnection
    {
        public bool JoinsAtoms => backend.JoinsAtoms;

        public async Task<IReadOnlyList<AtomDetail>> UpdateAtomDetailsAsync(
            IReadOnlyList<AtomDetail> atoms, CancellationToken cancellationToken = default)
        {
            foreach (AtomDetail atom in atoms)
            {
                await backend.OnAtom(atom, () => Task.FromResult(atom.Copy()));
            }

            return await Task.WhenAll(atoms.Select(atom => inner.UpdateAtomDetailsAsync(atom, cancellationToken)));
        }

        public Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default) =>
            backend.OnFlow(flow, () => inner.UpdateFlowDetailsAsync(flow, cancellationToken));

        public Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default) =>
            backend.OnAtom(atom, () => inner.UpdateAtomDetailsAsync(atom, cancellationToken));

        public Task UpgradeAsync(CancellationToken cancellationToken = default) => inner.UpgradeAsync(cancellationToken);

        public Task ValidateAsync(CancellationToken cancellationToken = default) => inner.ValidateAsync(cancellationToken);

        public Task ClearAllAsync(CancellationToken cancellationToken = default) => inner.ClearAllAsync(cancellationToken);

        public Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default) =>
            backend.OnBook(book, () => inner.SaveLogBookAsync(book, cancellationToken));

        public Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default) => inner.DestroyLogBookAsync(uuid, cancellationToken);

        public IAsyncEnumerable<LogBook> GetLogBooksAsync(bool lazy = false, CancellationToken cancellationToken = default) =>
            inner.GetLogBooksAsync(lazy, cancellationToken);

        public Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
            inner.GetLogBookAsync(uuid, lazy, cancellationToken);

        public IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(string bookUuid, bool lazy = false, CancellationToken cancellationToken = default) =>
            inner.GetFlowsForBookAsync(bookUuid, lazy, cancellationToken);

        public Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
            inner.GetFlowDetailsAsync(uuid, lazy, cancellationToken);

        public Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default) =>
            inner.GetAtomDetailsAsync(uuid, cancellationToken);

        public IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(string flowUuid, CancellationToken cancellationToken = default) =>
            inner.GetAtomsForFlowAsync(flowUuid, cancellationToken);
    }
}
