using Orleans.TaskFlow.Tests.Servers;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>The pod, from its start to its end, on real servers. One at a time: a pod has the ports that its manifest names.</summary>
[Trait("Needs", "kubectl")]
public sealed class PodTests(PublishedSilo image) : IClassFixture<PublishedSilo>
{
    // A pod has its own network; here it is this machine's.
    private const string Address = "127.0.0.1";
    private const string Name = "taskflow-silo-5c7d8f9b6-x2x7q";
    private const int Active = 3;
    private const int Dead = 6;

    [Fact]
    [Trait("Needs", "postgres")]
    [Trait("Needs", "own-postgres")]
    public async Task Postgres_StartToEnd_ReadyDrainedAndSignedOff()
    {
        await using PostgresServer server = await PostgresServer.StartAsync();
        ServerDatabase database = await server.CreateDatabaseAsync();
        var manifests = await Manifests.RenderAsync("postgres");
        await using Pod pod = Pod.Start(manifests, image, Name, Address, Secret("taskflow-postgres", database));

        Task<string> MembersAsync() => server.ExecuteAsync("SELECT address, siloname, status FROM orleansmembershiptable", database.Name);

        await pod.UntilAsync("startupProbe", succeeds: true);
        await pod.UntilAsync("readinessProbe", succeeds: true);
        Assert.True(await pod.ProbeAsync("livenessProbe"));
        Assert.Equal($"{Address}|{Name}|{Active}", await MembersAsync());

        await server.StopAsync();
        await pod.UntilAsync("readinessProbe", succeeds: false);
        Assert.True(await pod.ProbeAsync("livenessProbe"));
        await server.StartAgainAsync();
        await pod.UntilAsync("readinessProbe", succeeds: true);

        Assert.Equal(0, await pod.DeleteAsync(GracePeriod(manifests)));
        Assert.Equal($"{Address}|{Name}|{Dead}", await MembersAsync());
        Assert.DoesNotContain(database.ConnectionString, pod.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "zookeeper")]
    [Trait("Needs", "own-zookeeper")]
    public async Task ZooKeeper_StartToEnd_ReadyDrainedAndSignedOff()
    {
        await using ZooKeeperServer server = await ZooKeeperServer.StartAsync();
        ServerDatabase database = await server.CreateDatabaseAsync();
        var manifests = await Manifests.RenderAsync("zookeeper");
        await using Pod pod = Pod.Start(manifests, image, Name, Address, Secret("taskflow-zookeeper", database));

        await pod.UntilAsync("startupProbe", succeeds: true);
        await pod.UntilAsync("readinessProbe", succeeds: true);

        await server.StopAsync();
        await pod.UntilAsync("readinessProbe", succeeds: false);
        Assert.True(await pod.ProbeAsync("livenessProbe"));
        await server.StartAgainAsync();
        await pod.UntilAsync("readinessProbe", succeeds: true);

        Assert.Equal(0, await pod.DeleteAsync(GracePeriod(manifests)));
    }

    [Fact]
    [Trait("Needs", "postgres")]
    public async Task RollingUpdate_OneReadyThenOneEnded_ClientGoesOnAndLosesNothing()
    {
        ServerDatabase database = await (await SharedServers.PostgresAsync()).CreateDatabaseAsync();
        var manifests = await Manifests.RenderAsync("postgres");
        await using Pod old = Pod.Start(manifests, image, $"{Name}-old", "127.0.0.2", Secret("taskflow-postgres", database));
        await old.UntilAsync("readinessProbe", succeeds: true);
        await using Pod surge = Pod.Start(manifests, image, $"{Name}-new", "127.0.0.3", Secret("taskflow-postgres", database));
        await surge.UntilAsync("readinessProbe", succeeds: true);
        await using SiloClient client = await SiloClient.StartAsync(
            "ClusterId=taskflow", "ServiceId=taskflow", "Clustering:Provider=AdoNet", "Clustering:Invariant=Npgsql",
            $"Clustering:ConnectionString={database.ConnectionString}");
        IFlowStorage[] flows = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CreateFlowAsync(client)));

        Task<int> ended = old.DeleteAsync(GracePeriod(manifests));
        int[] saved = await Task.WhenAll(flows.Select(flow => SaveUntilAsync(flow, ended)));

        Assert.Equal(0, await ended);
        Assert.True(await surge.ProbeAsync("readinessProbe"));
        for (int i = 0; i < flows.Length; i++)
        {
            await using IFlowStorage seen = await client.Flows.OpenAsync(flows[i].FlowUuid);
            Assert.Equal(Document.From(saved[i]), await seen.GetExecuteResultAsync("step"));
        }
    }

    [Theory]
    [InlineData("touch /app/x")]
    [InlineData("touch /x")]
    [InlineData("touch /etc/x")]
    [InlineData("mount -t tmpfs tmpfs /tmp")]
    [InlineData("touch /tmp/x", true)]
    [InlineData("test $(id -u) = USER", true)]
    [InlineData("grep -q 'CapEff:.*[1-9a-f]' /proc/self/status")]
    [InlineData("test -z \"$HOME$LOGNAME$LANG\"", true)]
    public async Task Sandbox_OfThePod_IsAsNarrowAsItsManifestSays(string command, bool allowed = false)
    {
        // Who is not root is nobody else in there, but is called root.
        command = command.Replace("USER", Environment.IsPrivilegedProcess ? "1654" : "0", StringComparison.Ordinal);
        var manifests = await Manifests.RenderAsync("postgres");
        await using Pod pod = Pod.Start(
            manifests, image, Name, Address, Secret("taskflow-postgres", new("db", "Host=nowhere", "")), ["/bin/sh", "-c", command]);

        Assert.Equal(allowed, await pod.EndAsync() == 0);
    }

    [Fact]
    public async Task Postgres_Unreachable_EndsAndSaysSoWithoutThePassword()
    {
        var manifests = await Manifests.RenderAsync("postgres");
        await using Pod pod = Pod.Start(
            manifests, image, Name, Address, Secret("taskflow-postgres", new("db", "Host=127.0.0.1;Port=1;Database=db;Username=a;Password=hushhush", "")));

        int exitCode = await pod.EndAsync();

        Assert.True(exitCode == 1, pod.Output);
        Assert.Contains("TaskFlow:Storage", pod.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hushhush", pod.Output, StringComparison.Ordinal);
    }

    private static async Task<IFlowStorage> CreateFlowAsync(SiloClient client)
    {
        var flow = new FlowDetail("updated", $"{Guid.NewGuid()}");
        var book = new LogBook("book", $"{Guid.NewGuid()}");
        book.Add(flow);
        await client.Flows.Backend.Connect().SaveLogBookAsync(book);
        IFlowStorage storage = await client.Flows.OpenAsync(flow.Uuid);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("step")]);
        return storage;
    }

    /// <summary>Saves one number after the other until something has ended, and one more.</summary>
    /// <returns>The last one.</returns>
    private static async Task<int> SaveUntilAsync(IFlowStorage flow, Task ended)
    {
        for (int number = 1; ; number++)
        {
            bool last = ended.IsCompleted;
            try
            {
                await flow.SaveAsync("step", number);
                if (last)
                {
                    return number;
                }
            }
            catch (StorageFailureException)
            {
                // Under way when the silo ended, with an outcome that is unknown: saved again, as its callers do.
            }
        }
    }

    private static KeyValuePair<string, string>[] Secret(string name, ServerDatabase database) =>
        [KeyValuePair.Create($"{name}/connection-string", database.ConnectionString)];

    private static TimeSpan GracePeriod(Manifests manifests) => TimeSpan.FromSeconds((int)manifests.Pod["spec"]!["terminationGracePeriodSeconds"]!);
}
