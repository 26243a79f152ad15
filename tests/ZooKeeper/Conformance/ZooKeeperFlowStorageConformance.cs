using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperFlowStorageConformance : FlowStorageConformance
{
    private const string TooLarge = "1 MB";

    /// <summary>A value that ZooKeeper's packets do not hold is refused, and the atom stays as it was.</summary>
    public override async Task AnyValue_SavedOrInjected_ComesBackAsItWas(string which)
    {
        if (which != TooLarge)
        {
            await base.AnyValue_SavedOrInjected_ComesBackAsItWas(which);
            return;
        }

        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("the task"));
        await AssertRefusedAsync<StorageFailureException>(() => storage.SaveAsync("the task", AwkwardValues.All[which]), "the task", "1,000,000");
    }

    protected override async Task<IConformanceStore> CreateStoreAsync()
    {
        ZooKeeperBackendOptions options = await StorePath.NewAsync();
        return await EmbeddedStore.OpenAsync(new ZooKeeperBackend(options), new ZooKeeperBackend(options));
    }
}
