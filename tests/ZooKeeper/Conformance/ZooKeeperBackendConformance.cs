using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperBackendConformance : BackendConformance
{
    private const string TooLarge = "1 MB";

    /// <summary>A value that ZooKeeper's packets do not hold is refused, and nothing of what was saved with it is stored.</summary>
    public override async Task AnyValue_Wherever_IsReadAsItWasWritten(string which)
    {
        if (which != TooLarge)
        {
            await base.AnyValue_Wherever_IsReadAsItWasWritten(which);
            return;
        }

        var book = new LogBook("the book", "b") { Meta = SampleRecords.Meta(("value", AwkwardValues.All[which])) };
        await AssertRefusedAsync<StorageFailureException>(() => First.Backend.Connect().SaveLogBookAsync(book), "the book", "1,000,000");
    }

    protected override async Task<IConformanceStore> CreateStoreAsync()
    {
        ZooKeeperBackendOptions options = await StorePath.NewAsync();
        return await EmbeddedStore.OpenAsync(new ZooKeeperBackend(options), new ZooKeeperBackend(options));
    }
}
