namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A backend over memory that refuses to work until it was upgraded, and counts how often that was.</summary>
internal sealed class UnpreparedBackend : IBackend
{
    private readonly MemoryBackend _memory = new();
    private int _upgrades;

    public string Description => "unprepared";

    /// <summary>How many upgrades fail before one succeeds.</summary>
    public int UpgradesThatFail { get; init; }

    /// <summary>What every upgrade waits for.</summary>
    public Task UpgradeMay { get; init; } = Task.CompletedTask;

    public int Upgrades => _upgrades;

    public int Disposals { get; private set; }

    public IConnection Connect() => new UnpreparedConnection(this);

    public ValueTask DisposeAsync()
    {
        Disposals++;
        return _memory.DisposeAsync();
    }

    private sealed class UnpreparedConnection(UnpreparedBackend backend) : PathBasedConnection(backend.Description)
    {
        public override async Task UpgradeAsync(CancellationToken cancellationToken = default)
        {
            await backend.UpgradeMay;
            if (Interlocked.Increment(ref backend._upgrades) <= backend.UpgradesThatFail)
            {
                throw new StorageFailureException("The store is down.");
            }
        }

        public override Task ValidateAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public override Task ClearAllAsync(CancellationToken cancellationToken = default)
        {
            RefuseUnprepared();
            return backend._memory.Connect().ClearAllAsync(cancellationToken);
        }

        protected override ValueTask<IReadOnlyList<string>> ListAsync(ItemFolder folder, CancellationToken cancellationToken)
        {
            RefuseUnprepared();
            return ValueTask.FromResult<IReadOnlyList<string>>([]);
        }

        protected override ValueTask<PathBranch?> ReadAsync(ItemPath path, int levels, CancellationToken cancellationToken)
        {
            RefuseUnprepared();
            PathItem? item = backend._memory.Tree.Get(path.Folder.Name, path.Uuid);
            return ValueTask.FromResult(item is null ? null : new PathBranch(item.Json, []));
        }

        protected override ValueTask<PathTransaction> BeginAsync(CancellationToken cancellationToken)
        {
            RefuseUnprepared();
            return ValueTask.FromResult<PathTransaction>(new MemoryTransaction(backend._memory));
        }

        private void RefuseUnprepared()
        {
            if (backend.Upgrades <= backend.UpgradesThatFail)
            {
                throw new StorageFailureException("The store was not upgraded.");
            }
        }
    }
}
