using System.Net;
using System.Net.Sockets;
using Orleans.TaskFlow.Tests.Servers;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What an operator sees of silos that find each other in ZooKeeper: processes as they are run, from outside.</summary>
[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperSiloProcessTests : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_TwoAtOnceBelowAPathThatIsNotThere_FormAClusterThatOutlivesOneOfThem()
    {
        var zooKeeper = (await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync()).ConnectionString;
        string[] settings =
        [
            "AdvertisedIP=127.0.0.1", "Clustering:Provider=ZooKeeper", $"Clustering:ConnectionString={zooKeeper}/deep/below",
            "Storage:Provider=ZooKeeper", $"Storage:ConnectionString={zooKeeper}/deep/below",
        ];
        var silos = await Task.WhenAll(SiloProcess.StartedAsync(_folder.FullName, settings), SiloProcess.StartedAsync(_folder.FullName, settings));
        await using var first = silos[0];
        await using var second = silos[1];
        await using var client = await SiloClient.StartAsync(settings);
        var book = new LogBook("book", "b");
        string[] flows = [.. Enumerable.Range(0, 8).Select(number => $"flow {number}")];
        Array.ForEach(flows, flow => book.Add(new FlowDetail(flow, flow)));
        await client.Flows.Backend.Connect().SaveLogBookAsync(book);
        foreach (var flow in flows)
        {
            await using var storage = await client.Flows.OpenAsync(flow);
            await storage.EnsureAtomsAsync([AtomDeclaration.Task("task", "result")]);
            await storage.SaveAsync("task", flow);
        }

        Assert.Contains($"clustering ZooKeeper at {zooKeeper}/deep/below", first.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(first, "ready"));
        Assert.Equal(0, await first.TerminateAsync());

        Assert.Equal(HttpStatusCode.OK, await HealthAsync(second, "ready"));
        foreach (var flow in flows)
        {
            await Repeated.UntilAnsweredAsync(async () =>
            {
                await using var storage = await client.Flows.OpenAsync(flow);
                Assert.Equal(flow, await storage.GetExecuteResultAsync<string>("task"));
            });
        }
    }

    [Fact]
    public async Task Start_ServersAway_OneMessageNamesThem()
    {
        // Taken, and nobody listens: whoever connects is refused, whatever else runs here.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        await using var silo = SiloProcess.Start(
            _folder.FullName, SiloPorts.Free(), "AdvertisedIP=127.0.0.1", "Clustering:Provider=ZooKeeper",
            $"Clustering:ConnectionString=127.0.0.1:{port}", "Storage:Provider=Memory");

        Assert.Equal(1, await silo.WaitForExitAsync());

        Assert.StartsWith($"The silo was not started. TaskFlow:Clustering: ZooKeeper at 127.0.0.1:{port} cannot be used", silo.Errors, StringComparison.Ordinal);
        Assert.Single(silo.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(silo.Output);
    }

    [Fact]
    public async Task Start_NotToSetUpAPathThatIsNotThere_OneMessageNamesPathAndFix()
    {
        var zooKeeper = (await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync()).ConnectionString;
        await using var silo = SiloProcess.Start(
            _folder.FullName, SiloPorts.Free(), "AdvertisedIP=127.0.0.1", "Clustering:Provider=ZooKeeper",
            $"Clustering:ConnectionString={zooKeeper}/missing", "Storage:Provider=Memory", "Schema=Validate");

        Assert.Equal(1, await silo.WaitForExitAsync());

        Assert.Contains("/missing. Create it", silo.Errors, StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Schema=Create", silo.Errors, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> HealthAsync(SiloProcess silo, string which)
    {
        using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{silo.Ports.Health}/health/{which}"));
        return answer.StatusCode;
    }
}
