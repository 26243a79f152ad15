using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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

    [Fact]
    public async Task Register_TheSameFactoryAgain_ChangesNothing()
    {
        Backends.Register("registered-twice", OwnFrom);
        Backends.Register("Registered-Twice", OwnFrom);

        Assert.Single(Backends.Names, name => string.Equals(name, "registered-twice", StringComparison.OrdinalIgnoreCase));
        await using IBackend backend = Backends.Fetch("registered-twice+driver://host");
        Assert.IsType<UnpreparedBackend>(backend);
        Assert.Throws<DuplicateException>(() => Backends.Register("registered-twice", _ => new MemoryBackend()));
    }

    [Fact]
    public async Task Register_AFactoryThatTakesServices_IsGivenThoseOfTheHost()
    {
        var given = new List<IServiceProvider?>();
        Backends.Register("with-services", address =>
        {
            address.AllowOptions();
            return services =>
            {
                given.Add(services);
                return new MemoryBackend();
            };
        });

        await using (Backends.Fetch("with-services"))
        {
        }

        await using ServiceProvider services = new ServiceCollection().AddSingleton("a service").AddTaskFlow("with-services://").BuildServiceProvider();
        _ = services.GetRequiredService<IBackend>();
        Assert.Equal([null, "a service"], given.Select(host => host?.GetService<string>()));
        await using ServiceProvider wrong = new ServiceCollection().AddTaskFlow("with-services://?a=1").BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(wrong.GetRequiredService<IBackend>);
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, given.Count);
    }

    [Theory]
    [InlineData("nothing-of-that-name://user:hunter2@host/db")]
    [InlineData("memory://user:hunter2@host/db")]
    [InlineData("memory://?password=hunter2")]
    [InlineData("dir://user:hunter2@host/db")]
    [InlineData("file:///db?password=hunter2")]
    [InlineData("sqlite://user:hunter2@/db")]
    [InlineData("sqlite:///db?password=hunter2")]
    [InlineData("server://user:hunter2@host/db?unknown=1")]
    [InlineData("server://user:hunter2@host/db?unknown=1&unknown=2")]
    [InlineData("server://user:hunter2@host/db?unknown")]
    [InlineData("server://user:hunter2@host/db?password=hunter2")]
    [InlineData("server://user:hunter2@host:port/db")]
    [InlineData("server://user:hunter2@host,/db")]
    [InlineData("server://user:a/hunter2@host/db")]
    [InlineData("server://user:1/hunter2@host/db")]
    [InlineData("server://user:1?hunter2@host/db")]
    [InlineData("server:user:hunter2@host/db")]
    [InlineData("Host=db;Username=user;Password=hunter2")]
    [InlineData("server://user:hunter2@host/db")]
    public async Task AnyWayIn_WithAPasswordAndSomethingWrong_DoesNotShowThePassword(string uri)
    {
        Backends.Register("server", RefusingServer);
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("connection", (string?)uri)])
            .Build();
        await using ServiceProvider services = new ServiceCollection().AddTaskFlow(configuration).BuildServiceProvider();
        Func<Task>[] ways =
        [
            () => Backends.OpenAsync(uri),
            () => Backends.OpenAsync(configuration),
            () => services.GetRequiredService<IBackend>().Connect().UpgradeAsync(),
        ];

        foreach (Func<Task> way in ways)
        {
            Exception error = await Assert.ThrowsAnyAsync<Exception>(way);
            Assert.True(error is ArgumentException or TaskFlowException or OptionsValidationException, error.ToString());
            Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        }
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

    private static UnpreparedBackend OwnFrom(BackendAddress address) => new();

    // Names its address in its error, as a backend does whose server cannot be reached.
    private static UnpreparedBackend RefusingServer(BackendAddress address)
    {
        address.AllowOptions();
        return new UnpreparedBackend
        {
            UpgradeMay = Task.FromException(new StorageFailureException($"The server {address} (user {address.User}) refused the login.")),
        };
    }
}
