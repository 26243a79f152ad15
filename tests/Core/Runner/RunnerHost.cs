using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A host with flows in memory, which is made when it is first asked for something.</summary>
internal sealed class RunnerHost : IAsyncDisposable
{
    private ServiceProvider? _services;

    public InterceptedBackend Backend { get; } = new();

    public TaskGate Gate { get; } = new();

    public int MaxFlows { get; set; } = 64;

    public IFlowRunner Runner => Services.GetRequiredService<IFlowRunner>();

    public IFlowStorageFactory Storages => Services.GetRequiredService<IFlowStorageFactory>();

    /// <summary>What is stored, for longer than the host lives.</summary>
    public IConnection Store => Backend.Direct;

    private ServiceProvider Services => _services ??= Make();

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    private ServiceProvider Make()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new UpgradedBackend(Backend));
        services.AddTaskFlow(options =>
        {
            options.Connection = "memory";
            options.Runner.MaxFlows = MaxFlows;
            options.Runner.StopTimeout = TimeSpan.FromMilliseconds(50);
        });
        services.AddFlow("greet", (string greeting) => Flow.Linear("greet").Add(
            TaskAtom.Create(
                "greet",
                (call, _) => new(Document.From($"{greeting}, {call.Arguments["name"].To<string>()}")),
                contract: AtomContract.Requiring("name"))));
        services.AddFlow("lacks", () => Flow.Linear("lacks").Add(
            TaskAtom.Create("lacks", (_, _) => new(Document.Null), contract: AtomContract.Requiring("nobody"))));
        services.AddFlow("gated", () => Flow.Linear("gated").Add(Gate.Task("only")));
        services.AddFlow("two", () => Flow.Linear("two").Add(Gate.Task("first"), Gate.Task("second")));
        services.AddFlow("fails", () => Flow.Linear("fails").Add(TaskAtom.Create("fails", (_, _) => throw new TimeoutException("no"))));
        services.AddFlow("sticks", () => Flow.Linear("sticks").Add(
            TaskAtom.Create("sticks", (_, _) => throw new TimeoutException("no"), (_, _) => throw new InvalidTimeZoneException("nor back"))));
        return services.BuildServiceProvider();
    }
}
