using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class AddTaskFlowTests
{
    [Fact]
    public async Task AddTaskFlow_ByName_StoresAndOpensFlowsOfOneBackend()
    {
        await using ServiceProvider services = new ServiceCollection().AddTaskFlow("memory").BuildServiceProvider();
        var factory = services.GetRequiredService<IFlowStorageFactory>();
        var book = new LogBook("book", "b") { new FlowDetail("flow", "f") };

        await factory.Backend.Connect().SaveLogBookAsync(book);
        await using IFlowStorage storage = await factory.OpenAsync("f");
        await storage.SetFlowStateAsync(State.Running);

        var stored = await services.GetRequiredService<IBackend>().Connect().GetFlowDetailsAsync("f");
        Assert.Equal(State.Running, stored.State);
        Assert.Same(factory.Backend, services.GetRequiredService<IBackend>());
    }

    [Fact]
    public async Task AddTaskFlow_AStoreThatWasNeverUpgraded_IsUpgradedOnceByTheFirstCall()
    {
        var allBegan = new TaskCompletionSource();
        var own = new UnpreparedBackend { UpgradeMay = allBegan.Task };
        Backends.Register("upgraded-once", _ => own);
        await using ServiceProvider services = new ServiceCollection().AddTaskFlow("upgraded-once").BuildServiceProvider();
        IBackend backend = services.GetRequiredService<IBackend>();

        Task[] saves = [.. Enumerable.Range(0, 10).Select(i => backend.Connect().SaveLogBookAsync(
            new LogBook("book", $"b{i}") { new FlowDetail("flow", $"f{i}") }))];
        Assert.Equal(0, own.Upgrades);
        allBegan.SetResult();
        await Task.WhenAll(saves);
        await using IFlowStorage storage = await services.GetRequiredService<IFlowStorageFactory>().OpenAsync("f0");

        Assert.Equal("flow", storage.FlowName);
        Assert.Equal(1, own.Upgrades);
    }

    [Fact]
    public async Task AddTaskFlow_EveryReadIsTheFirstCall_TheStoreIsUpgradedBeforeIt()
    {
        int count = 0;
        Func<IConnection, Task>[] calls =
        [
            c => c.ClearAllAsync(),
            c => Assert.ThrowsAsync<NotFoundException>(() => c.DestroyLogBookAsync("x")),
            c => Assert.ThrowsAsync<NotFoundException>(() => c.UpdateFlowDetailsAsync(new FlowDetail("x", "x"))),
            c => Assert.ThrowsAsync<NotFoundException>(() => c.UpdateAtomDetailsAsync(new TaskDetail("x", "x"))),
            c => Assert.ThrowsAsync<NotFoundException>(() => c.GetLogBookAsync("x")),
            c => Assert.ThrowsAsync<NotFoundException>(() => c.GetFlowDetailsAsync("x")),
            c => Assert.ThrowsAsync<NotFoundException>(() => c.GetAtomDetailsAsync("x")),
            async c => Assert.Empty(await c.GetLogBooksAsync().ToListAsync()),
            async c => Assert.Empty(await c.GetFlowsForBookAsync("x").ToListAsync()),
            async c => Assert.Empty(await c.GetAtomsForFlowAsync("x").ToListAsync()),
        ];
        foreach (var call in calls)
        {
            string name = $"first-call-{count++}";
            Backends.Register(name, _ => new UnpreparedBackend());
            await using ServiceProvider services = new ServiceCollection().AddTaskFlow(name).BuildServiceProvider();

            await call(services.GetRequiredService<IBackend>().Connect());
        }
    }

    [Fact]
    public async Task AddTaskFlow_TheUpgradeFails_IsTriedAgainByTheNextCall()
    {
        var own = new UnpreparedBackend { UpgradesThatFail = 1 };
        Backends.Register("upgraded-later", _ => own);
        await using ServiceProvider services = new ServiceCollection().AddTaskFlow("upgraded-later").BuildServiceProvider();
        IConnection connection = services.GetRequiredService<IBackend>().Connect();

        await Assert.ThrowsAsync<StorageFailureException>(() => connection.SaveLogBookAsync(new LogBook("book", "b")));
        await connection.SaveLogBookAsync(new LogBook("book", "b"));

        Assert.Equal("book", (await connection.GetLogBookAsync("b")).Name);
        Assert.Equal(2, own.Upgrades);
    }

    [Fact]
    public async Task AddTaskFlow_ContainerIsDisposed_DisposesTheBackendOnce()
    {
        var own = new UnpreparedBackend();
        Backends.Register("disposed-once", _ => own);
        await using (ServiceProvider services = new ServiceCollection().AddTaskFlow("disposed-once").BuildServiceProvider())
        {
            services.GetRequiredService<IBackend>();
            services.GetRequiredService<IFlowStorageFactory>();
        }

        Assert.Equal(1, own.Disposals);
    }

    [Fact]
    public async Task AddTaskFlow_Twice_TheLaterCounts()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddTaskFlow("nonsense").AddTaskFlow("memory").BuildServiceProvider();

        Assert.Equal("memory", Assert.Single(services.GetServices<IBackend>()).Description);
        Assert.Single(services.GetServices<IFlowStorageFactory>());
    }

    [Fact]
    public async Task AddTaskFlow_FromConfiguration_TakesConnectionStorageAndOptions()
    {
        IReadOnlyDictionary<string, string>? given = null;
        Backends.Register("from-configuration", address =>
        {
            given = address.Options;
            return new MemoryBackend();
        });
        await using ServiceProvider services = Configured(
            ("connection", "from-configuration"), ("size", "3"), ("Storage:Attempts", "7"), ("Storage:AttemptDelay", "20ms"));

        services.GetRequiredService<IBackend>();
        FlowStorageOptions storage = services.GetRequiredService<IOptions<TaskFlowOptions>>().Value.Storage;

        Assert.Equal([KeyValuePair.Create("size", "3")], given);
        Assert.Equal((7, TimeSpan.FromMilliseconds(20)), (storage.Attempts, storage.AttemptDelay));
    }

    [Theory]
    [InlineData("connection", "", "'connection'")]
    [InlineData("connection", "redis", "memory")]
    [InlineData("connection", "memory://?a=1", "'a'")]
    [InlineData("a", "1", "'a'")]
    [InlineData("storage:attempts", "0", "Attempts")]
    [InlineData("storage:attempts", "many", "'storage:attempts'")]
    [InlineData("storage:attemptDelay", "5", "'storage:attemptDelay'")]
    [InlineData("storage:colour", "red", "'storage:colour'")]
    public async Task AddTaskFlow_BadConfiguration_StopsTheStart(string key, string value, string named)
    {
        await using ServiceProvider services = key == "connection"
            ? Configured((key, value))
            : Configured(("connection", "memory"), (key, value));

        // What hosts call as they start.
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Throws<OptionsValidationException>(services.GetRequiredService<IBackend>);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task AddTaskFlow_WithATimeProvider_ALogBookThatWasReadTellsItsTime(string store)
    {
        using var folder = new SqliteFolder();
        var time = new LeapDay();
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddTaskFlow(store == "sqlite" ? "sqlite:///" + folder.File : store)
            .BuildServiceProvider();
        IConnection connection = services.GetRequiredService<IBackend>().Connect();
        await connection.SaveLogBookAsync(new LogBook("book", "b"));

        LogBook read = await connection.GetLogBookAsync("b");
        read.Add(new FlowDetail("flow", "f"));

        Assert.Equal(time.GetUtcNow().UtcDateTime, read.UpdatedAt);
    }

    [Fact]
    public async Task AddTaskFlow_OnceMore_BeginsWithFreshOptions()
    {
        var services = new ServiceCollection();
        services.Configure<TaskFlowOptions>(options => options.Storage.AttemptDelay = TimeSpan.FromSeconds(3));
        services.AddTaskFlow(new ConfigurationBuilder()
            .AddInMemoryCollection([
                KeyValuePair.Create("connection", (string?)"sqlite:///flows.db"),
                KeyValuePair.Create("busy_timeout", (string?)"5s"),
                KeyValuePair.Create("storage:attempts", (string?)"7"),
            ])
            .Build());
        services.AddTaskFlow("memory://");
        await using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();

        var options = provider.GetRequiredService<IOptions<TaskFlowOptions>>().Value;
        Assert.Equal("memory", provider.GetRequiredService<IBackend>().Description);
        Assert.Equal(new FlowStorageOptions().Attempts, options.Storage.Attempts);
        Assert.Equal(TimeSpan.FromSeconds(3), options.Storage.AttemptDelay);
    }

    [Fact]
    public async Task AddTaskFlow_NothingConfigured_SaysWhatToSet()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddTaskFlow(options => options.Storage.Attempts = 0).BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IFlowStorageFactory>);

        Assert.Equal(2, error.Failures.Count());
        Assert.Contains("TaskFlowOptions.Connection", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Configured(params (string Key, string Value)[] values) =>
        new ServiceCollection()
            .AddTaskFlow(new ConfigurationBuilder()
                .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
                .Build())
            .BuildServiceProvider();

    private sealed class LeapDay : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    }
}
