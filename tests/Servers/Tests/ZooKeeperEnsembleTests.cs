using Xunit;

namespace Orleans.TaskFlow.Tests.Servers;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperEnsembleTests
{
    [Fact]
    public async Task KillAsync_OneOfThreeAndThenTwo_ServesWhileThereIsAQuorum()
    {
        await using ZooKeeperEnsemble ensemble = await ZooKeeperEnsemble.StartAsync();
        ServerDatabase database = await ensemble.CreateDatabaseAsync();
        ZooKeeperServer survivor = ensemble.Nodes[0];
        await ServerKind.KeepAsync(survivor, database, "kept");
        Assert.Equal("kept", await ServerKind.KeptAsync(ensemble.Nodes[2], database));

        await ensemble.Nodes[1].KillAsync();
        await survivor.ServesAsync(CancellationToken.None);
        Assert.Equal("kept", await ServerKind.KeptAsync(survivor, database));

        await ensemble.Nodes[2].KillAsync();
        await NotServingAsync(survivor);

        await ensemble.StartAgainAsync([ensemble.Nodes[1], ensemble.Nodes[2]]);
        await survivor.ServesAsync(CancellationToken.None);
        Assert.Equal("kept", await ServerKind.KeptAsync(ensemble.Nodes[2], database));
    }

    private static async Task NotServingAsync(ZooKeeperServer node)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await ZooKeeperSession.AskAsync(node.Port, "srvr", limit.Token)).Contains("Mode:", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
