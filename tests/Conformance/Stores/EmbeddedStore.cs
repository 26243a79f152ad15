namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>A store that two backends of this process reach, and what is to be done once they are closed.</summary>
public sealed class EmbeddedStore : IConformanceStore
{
    private readonly Action? _clean;

    private EmbeddedStore(IBackend first, IBackend second, Action? clean)
    {
        First = new EmbeddedFlowStorages(first);
        Second = new EmbeddedFlowStorages(second);
        _clean = clean;
    }

    public IFlowStorageFactory First { get; }

    public IFlowStorageFactory Second { get; }

    /// <summary>Upgrades the store, which the two backends may share or reach each on its own.</summary>
    public static async Task<IConformanceStore> OpenAsync(IBackend first, IBackend second, Action? clean = null)
    {
        await first.Connect().UpgradeAsync();
        return new EmbeddedStore(first, second, clean);
    }

    public async ValueTask DisposeAsync()
    {
        await First.Backend.DisposeAsync();
        await Second.Backend.DisposeAsync();
        _clean?.Invoke();
    }
}
