using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>The pod, from its start to its end, on real servers. One at a time: a pod has the ports that its manifest names.</summary>
public sealed class PodTests(PublishedSilo image) : IClassFixture<PublishedSilo>
{
    // A pod has its own network; here it is this machine's.
    private const string Address = "127.0.0.1";
    private const string Name = "taskflow-silo-5c7d8f9b6-x2x7q";
    private const int Active = 3;
    private const int Dead = 6;

    [Fact]
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
    public async Task ZooKeeper_StartToEnd_ReadyDrainedAndSignedOff()
    {
        await using ZooKeeperServer server = await ZooKeeperServer.StartAsync();
        ServerDatabase database = await server.CreateDatabaseAsync();
        var manifests = await Manifests.RenderAsync("zookeeper");
        await using Pod pod = Pod.Start(manifests, image, Name, Address, Secret("taskflow-zookeeper", database));

        await pod.UntilAsync("startupProbe", succeeds: true);
        await pod.UntilAsync("readinessProbe", succeeds: true);
        Assert.True(await pod.ProbeAsync("livenessProbe"));

        Assert.Equal(0, await pod.DeleteAsync(GracePeriod(manifests)));
    }

    [Theory]
    [InlineData("touch /app/x")]
    [InlineData("touch /x")]
    [InlineData("touch /etc/x")]
    [InlineData("mount -t tmpfs tmpfs /tmp")]
    [InlineData("touch /tmp/x", true)]
    [InlineData("test $(id -u) = 1654", true)]
    [InlineData("test -z \"$HOME$USER$LANG\"", true)]
    public async Task Sandbox_OfThePod_IsAsNarrowAsItsManifestSays(string command, bool allowed = false)
    {
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

    private static Dictionary<string, string> Secret(string name, ServerDatabase database) =>
        new() { [$"{name}/connection-string"] = database.ConnectionString };

    private static TimeSpan GracePeriod(Manifests manifests) => TimeSpan.FromSeconds((int)manifests.Pod["spec"]!["terminationGracePeriodSeconds"]!);
}
