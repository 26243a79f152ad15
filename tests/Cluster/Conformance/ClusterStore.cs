using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A cluster as a store: emptied for each case, and reached from two places.</summary>
internal sealed class ClusterStore : IConformanceStore
{
    private ClusterStore(IFlowStorageFactory first, IFlowStorageFactory second)
    {
        First = new Reached(first);
        Second = new Reached(second);
    }

    public IFlowStorageFactory First { get; }

    public IFlowStorageFactory Second { get; }

    public static async Task<IConformanceStore> OpenAsync(IFlowStorageFactory first, IFlowStorageFactory second)
    {
        IConnection connection = first.Backend.Connect();
        await connection.UpgradeAsync();
        await connection.ClearAllAsync();
        return new ClusterStore(first, second);
    }

    public async ValueTask DisposeAsync()
    {
        await First.Backend.DisposeAsync();
        await Second.Backend.DisposeAsync();
    }

    /// <summary>The cases dispose backends, and the cluster's own live as long as it does.</summary>
    private sealed class Reached(IFlowStorageFactory factory) : IFlowStorageFactory, IBackend
    {
        private bool _disposed;

        public IBackend Backend => this;

        public string Description => factory.Backend.Description;

        public IConnection Connect()
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return factory.Backend.Connect();
        }

        public Task<IFlowStorage> OpenAsync(string flowUuid, CancellationToken cancellationToken = default) =>
            factory.OpenAsync(flowUuid, cancellationToken);

        public ValueTask DisposeAsync()
        {
            _disposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
