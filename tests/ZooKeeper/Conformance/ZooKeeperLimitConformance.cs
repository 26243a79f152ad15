using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperLimitConformance : LimitConformance
{
    protected override int? RecordSize => 10_000;

    protected override string RecordSetting => "MaxNodeSize";

    protected override int? UuidLength => NodeName.MaxBytes;

    /// <summary>It is far more than ZooKeeper's packets hold.</summary>
    public override async Task AResultOf64MiB_IsReadAsItWasWritten()
    {
        await using IConformanceStore store = await CreateUnlimitedStoreAsync();
        await store.First.Backend.Connect().SaveLogBookAsync(new LogBook("book", "b") { new FlowDetail("flow", "f") { new TaskDetail("task", "t") } });
        await using FlowStorage storage = await FlowStorage.OpenAsync(store.First.Backend, "f", OnceOnly);

        var refusal = await Assert.ThrowsAsync<TooLargeException>(() => storage.SaveAsync("task", new string('x', 64 * 1024 * 1024)));

        Assert.Contains("MaxNodeSize", refusal.Message, StringComparison.Ordinal);
        Assert.True((await store.Second.Backend.Connect().GetAtomDetailsAsync("t")).LastResults.IsNull);
    }

    protected override async Task<IConformanceStore> CreateStoreAsync()
    {
        ZooKeeperBackendOptions options = await StorePath.NewAsync();
        return await EmbeddedStore.OpenAsync(
            new ZooKeeperBackend(new ZooKeeperBackendOptions { Servers = options.Servers, Path = options.Path, MaxNodeSize = RecordSize!.Value }),
            new ZooKeeperBackend(options));
    }

    protected override async Task<IConformanceStore> CreateUnlimitedStoreAsync()
    {
        ZooKeeperBackendOptions options = await StorePath.NewAsync();
        return await EmbeddedStore.OpenAsync(new ZooKeeperBackend(options), new ZooKeeperBackend(options));
    }
}
