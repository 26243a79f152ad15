using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The grain storage on ZooKeeper by itself, as grains of any kind use it.</summary>
[Trait("Needs", "zookeeper")]
[Collection(ZooKeeperClusterCollection.Name)]
public sealed class ZooKeeperGrainStorageTests(ZooKeeperCluster cluster)
{
    private const string StateName = "profile/main";

    private readonly GrainId _grain = GrainId.Create("some.type`1[[a]]", $"key/../{Guid.NewGuid()}");

    [Fact]
    public async Task AState_Written_IsReadByAnotherSilo()
    {
        var written = new GrainState<Dictionary<string, int>>(new() { ["a"] = 1 });
        await Storage(0).WriteStateAsync(StateName, _grain, written);

        GrainState<Dictionary<string, int>> read = await ReadAsync();

        Assert.Equal(new() { ["a"] = 1 }, read.State);
        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
    }

    [Fact]
    public async Task AState_ThatIsNotThere_IsReadAsNew()
    {
        GrainState<Dictionary<string, int>> read = await ReadAsync();

        Assert.Empty(read.State);
        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
    }

    [Fact]
    public async Task Write_OfWhatSomebodyElseHasWritten_IsInconsistentAndNamesBothETags()
    {
        await Storage(0).WriteStateAsync(StateName, _grain, new GrainState<Dictionary<string, int>>(new() { ["a"] = 1 }));
        GrainState<Dictionary<string, int>> first = await ReadAsync();
        GrainState<Dictionary<string, int>> second = await ReadAsync();
        string known = second.ETag;
        first.State["a"] = 2;
        second.State["a"] = 3;

        await Storage(0).WriteStateAsync(StateName, _grain, first);
        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage(1).WriteStateAsync(StateName, _grain, second));

        Assert.Equal((first.ETag, known), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal(2, (await ReadAsync()).State["a"]);
    }

    [Fact]
    public async Task Write_OfAStateThatSomebodyElseHasMade_IsInconsistent()
    {
        await Storage(0).WriteStateAsync(StateName, _grain, new GrainState<Dictionary<string, int>>(new() { ["a"] = 1 }));

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => Storage(1).WriteStateAsync(StateName, _grain, new GrainState<Dictionary<string, int>>(new() { ["a"] = 2 })));

        Assert.Equal(1, (await ReadAsync()).State["a"]);
    }

    [Fact]
    public async Task Clear_OfAState_DeletesIt_UnlessSomebodyElseHasWrittenIt()
    {
        await Storage(0).WriteStateAsync(StateName, _grain, new GrainState<Dictionary<string, int>>(new() { ["a"] = 1 }));
        GrainState<Dictionary<string, int>> old = await ReadAsync();
        GrainState<Dictionary<string, int>> current = await ReadAsync();
        await Storage(0).WriteStateAsync(StateName, _grain, current);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage(1).ClearStateAsync(StateName, _grain, old));
        await Storage(1).ClearStateAsync(StateName, _grain, current);

        Assert.False((await ReadAsync()).RecordExists);
        Assert.False(current.RecordExists);
        Assert.Null(current.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage(0).WriteStateAsync(StateName, _grain, old));
    }

    [Fact]
    public async Task AState_ThatIsTooLarge_IsRefusedByNameAndNothingIsWritten()
    {
        var refusal = await Assert.ThrowsAsync<TooLargeException>(
            () => Storage(0).WriteStateAsync(StateName, _grain, new GrainState<string[]>([new string('x', 1_000_001)])));

        Assert.Contains(StateName, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("MaxNodeSize", refusal.Message, StringComparison.Ordinal);
        Assert.False((await ReadAsync()).RecordExists);
    }

    [Fact]
    public async Task ASilo_WithOptionsThatCannotWork_DoesNotStart()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddTaskFlowZooKeeperGrainStorage("wrong", options => options.Servers = "h1:no-port"));
        using IHost host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());

        Assert.Contains("'wrong'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("h1:no-port", refusal.Message, StringComparison.Ordinal);
    }

    private IGrainStorage Storage(int silo) =>
        cluster.Cluster.Silos[silo].ServiceProvider.GetRequiredKeyedService<IGrainStorage>(ZooKeeperCluster.OtherStorage);

    private async Task<GrainState<Dictionary<string, int>>> ReadAsync()
    {
        var state = new GrainState<Dictionary<string, int>>();
        await Storage(1).ReadStateAsync(StateName, _grain, state);
        return state;
    }
}
