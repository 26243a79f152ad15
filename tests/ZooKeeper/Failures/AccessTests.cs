using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

[Trait("Needs", "zookeeper")]
public sealed class AccessTests
{
    private const string Secret = "hunter:2";

    [Fact]
    public async Task Nodes_OfAUser_AreThatUsersAlone()
    {
        ZooKeeperBackendOptions path = await StorePath.NewAsync();
        await using ZooKeeperBackend owner = As(path, "owner", Secret);
        await owner.Connect().UpgradeAsync();
        await owner.Connect().SaveLogBookAsync(new LogBook("book", "b"));

        await using ZooKeeperBackend again = As(path, "owner", Secret);
        await using ZooKeeperBackend wrong = As(path, "owner", "not " + Secret);
        await using ZooKeeperBackend nobody = new(path);

        Assert.Equal("book", (await again.Connect().GetLogBookAsync("b")).Name);
        foreach (ZooKeeperBackend other in new[] { wrong, nobody })
        {
            foreach (Func<Task> call in new Func<Task>[]
            {
                () => other.Connect().GetLogBookAsync("b"),
                () => other.Connect().SaveLogBookAsync(new LogBook("book", "c")),
                () => other.Connect().ValidateAsync(),
                () => other.Connect().UpgradeAsync(),
            })
            {
                var refusal = await Assert.ThrowsAsync<StorageFailureException>(call);
                Assert.Contains("Set User and Password", refusal.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("hunter", refusal.ToString(), StringComparison.Ordinal);
            }
        }
    }

    private static ZooKeeperBackend As(ZooKeeperBackendOptions path, string user, string password) =>
        new(new ZooKeeperBackendOptions { Servers = path.Servers, Path = path.Path, User = user, Password = password });
}
