using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

[Trait("Needs", "zookeeper")]
public sealed class AddressTests
{
    public AddressTests() => ZooKeeperBackend.Register();

    [Fact]
    public async Task AUri_IsFetchedAsItSays()
    {
        await using IBackend fetched = Backends.Fetch(
            "zookeeper://me:a%40b@h1:2181,h2,[::1]:2183/a/b?session_timeout=5s&operation_timeout=500ms&max_node_size=20000");

        var options = Assert.IsType<ZooKeeperBackend>(fetched).Options;
        Assert.Equal(
            ("h1:2181,h2,[::1]:2183", "/a/b", "me", "a@b", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(500), 20_000),
            (options.Servers, options.Path, options.User, options.Password, options.SessionTimeout, options.OperationTimeout, options.MaxNodeSize));
        Assert.Equal("zookeeper h1:2181,h2,[::1]:2183/a/b", fetched.Description);
        Assert.Equal([("h1", 2181), ("h2", 2181), ("[::1]", 2183)], ZooKeeperOptionsCheck.ServersOf(options.Servers));
    }

    [Fact]
    public async Task Configuration_AsTheSeedsWriteIt_IsFetchedAsItSays()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["connection"] = "zookeeper",
            ["hosts"] = "h1:2181,h2:2181",
            ["path"] = "/flows",
        }).Build();

        await using IBackend fetched = Backends.Fetch(configuration);

        Assert.Equal("zookeeper h1:2181,h2:2181/flows", fetched.Description);
    }

    [Theory]
    [InlineData("zookeeper://", "needs servers")]
    [InlineData("zookeeper:///path", "needs servers")]
    [InlineData("zookeeper://h1:2181/a//b", "not the path of a node")]
    [InlineData("zookeeper://h1:2181/a/../b", "not the path of a node")]
    [InlineData("zookeeper://h1:2181/a/", "not the path of a node")]
    [InlineData("zookeeper://h1:2181/zookeeper/quota", "not below /zookeeper")]
    [InlineData("zookeeper://h1:0/a", "not written as host:port")]
    [InlineData("zookeeper://h1:70000/a", "not written as host:port")]
    [InlineData("zookeeper://h1,,h2/a", "h1:2181,h2:2181")]
    [InlineData("zookeeper://me@h1/a", "together or not at all")]
    [InlineData("zookeeper://h1/a?session_timeout=5", "500ms, 2.5s")]
    [InlineData("zookeeper://h1/a?session_timeout=10ms", "SessionTimeout is")]
    [InlineData("zookeeper://h1/a?operation_timeout=90m", "OperationTimeout")]
    [InlineData("zookeeper://h1/a?max_node_size=100", "MaxNodeSize is 100")]
    [InlineData("zookeeper://h1/a?max_node_size=much", "whole number of bytes")]
    [InlineData("zookeeper://h1/a?path=/b", "leave out one")]
    [InlineData("zookeeper://h1/a?nonsense=1", "session_timeout")]
    public void AWrongUri_IsRefusedAndSaysWhatIsAllowed(string uri, string said)
    {
        // A host that is malformed is refused before the backend is asked, with a message of its own.
        var refusal = Assert.Throws<ArgumentException>(() => Backends.Fetch(uri));

        Assert.True(
            refusal.Message.Contains(said, StringComparison.Ordinal) || refusal.Message.Contains("is not written as name", StringComparison.Ordinal),
            refusal.Message);
    }

    [Fact]
    public async Task AHost_ThatThereIsNot_IsNamed()
    {
        await using IBackend backend = Backends.Fetch("zookeeper://no-such-host.invalid:2181/a?operation_timeout=300ms");

        var refusal = await Assert.ThrowsAsync<StorageFailureException>(() => backend.Connect().UpgradeAsync());

        Assert.Contains("no-such-host.invalid", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("there is no host", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.OutcomeUnknown);
    }

    [Fact]
    public async Task APort_ThatNobodyListensOn_IsAStorageFailureInTime()
    {
        await using IBackend backend = Backends.Fetch("zookeeper://me:secret@127.0.0.1:1/a?operation_timeout=300ms");

        var refusal = await Assert.ThrowsAsync<StorageFailureException>(() => backend.Connect().UpgradeAsync());

        Assert.Contains("could not be reached within 00:00:00.3", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTaskFlow_OnZooKeeper_OpensFlowsOfAStoreThatItUpgrades()
    {
        ZooKeeperBackendOptions path = await StorePath.NewAsync();
        await using ServiceProvider services = new ServiceCollection().AddTaskFlowZooKeeper()
            .AddTaskFlow($"zookeeper://{path.Servers}{path.Path}").BuildServiceProvider();
        var book = new LogBook("book", "b");
        book.Add(new FlowDetail("flow", "f"));
        await services.GetRequiredService<IBackend>().Connect().SaveLogBookAsync(book);

        await using IFlowStorage storage = await services.GetRequiredService<IFlowStorageFactory>().OpenAsync("f");

        Assert.Equal("flow", (await new ZooKeeperBackend(path).Connect().GetFlowDetailsAsync("f")).Name);
        Assert.Contains(ZooKeeperBackend.Name, Backends.Names);
    }
}
