using Microsoft.Extensions.Configuration;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class BackendsTests
{
    [Theory]
    [InlineData("memory")]
    [InlineData("memory:")]
    [InlineData("memory://")]
    [InlineData("MEMORY")]
    public async Task Fetch_Memory_GivesAStoreOfItsOwnEachTime(string nameOrUri)
    {
        await using IBackend first = Backends.Fetch(nameOrUri);
        await using IBackend second = Backends.Fetch(nameOrUri);
        await first.Connect().SaveLogBookAsync(new LogBook("book", "b"));

        Assert.IsType<MemoryBackend>(first);
        Assert.Equal("book", (await first.Connect().GetLogBookAsync("b")).Name);
        await Assert.ThrowsAsync<NotFoundException>(() => second.Connect().GetLogBookAsync("b"));
    }

    [Fact]
    public async Task Fetch_Configuration_TakesTheConnection()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("connection", (string?)"memory")])
            .Build();

        await using IBackend backend = Backends.Fetch(configuration);

        Assert.IsType<MemoryBackend>(backend);
    }

    [Fact]
    public void Fetch_AnUnknownName_IsNotFoundAndListsTheKnownOnes()
    {
        var error = Assert.Throws<NotFoundException>(() => Backends.Fetch("redis://user:hunter2@host"));

        Assert.Contains("'redis'", error.Message, StringComparison.Ordinal);
        Assert.Contains("memory", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory://?deep_copy=true", "deep_copy")]
    [InlineData("memory://host", "host")]
    [InlineData("memory://user:hunter2@", "user")]
    [InlineData("memory:///path", "path")]
    public void Fetch_MemoryWithWhatItDoesNotHave_IsRefused(string uri, string named)
    {
        var error = Assert.Throws<ArgumentException>(() => Backends.Fetch(uri));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_ABackendOfOnesOwn_IsFetchedAndListedLikeOthers()
    {
        BackendAddress? given = null;
        Backends.Register("own.backend", address =>
        {
            given = address;
            address.AllowOptions("size");
            return new MemoryBackend();
        });

        await using IBackend backend = Backends.Fetch("Own.Backend://host/path?size=3");

        Assert.IsType<MemoryBackend>(backend);
        Assert.Equal(("host", "path", "3"), (given?.Host, given?.Path, given?.Options["size"]));
        Assert.Contains("own.backend", Backends.Names);
        var error = Assert.Throws<ArgumentException>(() => Backends.Fetch("own.backend://?colour=red"));
        Assert.Contains("'colour'", error.Message, StringComparison.Ordinal);
        Assert.Contains("size", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Register_ANameThatIsTaken_IsRefused()
    {
        var error = Assert.Throws<DuplicateException>(() => Backends.Register("Memory", _ => new MemoryBackend()));

        Assert.Contains("'Memory'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a:")]
    [InlineData("1a")]
    public void Register_ANameThatNoUriCouldHave_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => Backends.Register(name, _ => new MemoryBackend()));

    [Fact]
    public async Task OpenAsync_ABackendToBeUpgraded_GivesItReadyForUse()
    {
        var own = new UnpreparedBackend();
        Backends.Register("to-be-upgraded", _ => own);

        await using (IBackend backend = await Backends.OpenAsync("to-be-upgraded"))
        {
            await backend.Connect().SaveLogBookAsync(new LogBook("book", "b"));
        }

        Assert.Equal((1, 1), (own.Upgrades, own.Disposals));
    }

    [Fact]
    public async Task OpenAsync_TheUpgradeFails_DisposesTheBackend()
    {
        var own = new UnpreparedBackend { UpgradesThatFail = 1 };
        Backends.Register("failing-upgrade", _ => own);

        await Assert.ThrowsAsync<StorageFailureException>(() => Backends.OpenAsync("failing-upgrade"));

        Assert.Equal(1, own.Disposals);
    }
}
