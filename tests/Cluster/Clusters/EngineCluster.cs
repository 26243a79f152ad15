using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>
/// Silos that run flows, over a store and reminders that outlive them. All declare the same flows, but for one that only the second has.
/// </summary>
public abstract class EngineCluster(short silos) : SurvivedCluster(silos)
{
    public const int MaxTasks = 3;

    public KeptReminderTable Reminders { get; } = new();

    public EngineGates Gates { get; } = new();

    /// <summary>As a program finds it that is a client of the cluster, and declares nothing.</summary>
    public IFlowRunner Runner => Cluster.Client.ServiceProvider.GetRequiredService<IFlowRunner>();

    /// <summary>Starts a flow, whose first task is at the gate.</summary>
    public async Task<(string Uuid, EngineGate Gate)> StartEnteredAsync(string factory, string? flowUuid = null)
    {
        string uuid = await Runner.StartAsync(factory, flowUuid: flowUuid);
        EngineGate gate = Gates[uuid];
        await gate.WhenEntered;
        return (uuid, gate);
    }

    /// <summary>Starts a flow whose first task has succeeded, and whose second waits at the gate.</summary>
    public async Task<string> StartHalfDoneAsync(string factory = "three")
    {
        string uuid = await Runner.StartAsync(factory);
        await Gates[uuid].WhenCalledAsync(2);
        return uuid;
    }

    /// <summary>What somebody who watches a flow is told last.</summary>
    public static async Task<FlowNotification> LastAsync(IAsyncEnumerator<FlowNotification> watch)
    {
        FlowNotification told;
        do
        {
            told = watch.Current;
        }
        while (await watch.MoveNextAsync());

        return told;
    }

    /// <summary>The silo that the latest task of a flow was called in.</summary>
    public InProcessSiloHandle SiloOf(string uuid) => Cluster.Silos.Single(silo => silo.SiloAddress.Equals(Gates[uuid].Calls[^1].Silo));

    /// <summary>A flow as it is stored.</summary>
    public virtual Task<FlowDetail> StoredAsync(string uuid) => OfSilo(0).Backend.Connect().GetFlowDetailsAsync(uuid);

    /// <summary>The state of each task that is stored, as <c>first=SUCCESS second=PENDING</c>.</summary>
    public async Task<string> StatesAsync(string uuid) => string.Join(' ', (await StoredAsync(uuid))
        .Where(atom => atom.Name != IFlowStorage.InjectorName)
        .Select(atom => $"{atom.Name}={atom.State!.Value.ToName()}"));

    protected override void ConfigureSilo(ISiloBuilder silo)
    {
        base.ConfigureSilo(silo);
        silo.Services.AddSingleton<IReminderTable>(Reminders);
        silo.AddTaskFlowEngine(ConfigureEngine);
        silo.Services.AddFlow("greet", (string greeting) => Flow.Linear("greet").Add(TaskAtom.Create(
            "greet",
            (call, _) => new(Document.From($"{greeting}, {call.Arguments["name"].To<string>()}")),
            contract: AtomContract.Requiring("name"))));
        silo.Services.AddFlow("one", () => Flow.Linear("one").Add(Gates.Gated("only")));
        silo.Services.AddFlow("two", () => Flow.Linear("two").Add(Gates.Gated("first"), Gates.Gated("second")));
        silo.Services.AddFlow("three", () => Flow.Linear("three").Add(Gates.Passing("first"), Gates.Gated("second"), Gates.Passing("third")));
        silo.Services.AddFlow("progress", () => Flow.Linear("progress").Add(Gates.Passing("first"), Gates.Reporting("second"), Gates.Passing("third")));
        silo.Services.AddFlow("reports", () => Flow.Linear("reports").Add(Gates.Reporting("first"), Gates.Gated("second")));
        silo.Services.AddFlow("many", (int tasks) =>
            Flow.Unordered("many").Add([.. Enumerable.Range(0, tasks).Select(number => Gates.Gated($"task {number}"))]));
        silo.Services.AddFlow("fails", () => Flow.Linear("fails").Add(TaskAtom.Create("fails", (_, _) => throw new TimeoutException("no"))));
        silo.Services.AddFlow("loud", (int length) =>
            Flow.Unordered("loud").Add([.. Enumerable.Range(0, MaxTasks).Select(number => Gates.Failing($"task {number}", new string('x', length)))]));
        silo.Services.AddFlow("stuck", () => Flow.Linear("stuck").Add(
            Gates.Failing("fails", "no", (_, _) => throw new TimeoutException("not back either"))));
        silo.Services.AddFlow("lacks", () => Flow.Linear("lacks").Add(
            TaskAtom.Create("lacks", (_, _) => new(Document.Null), contract: AtomContract.Requiring("nobody"))));
    }

    protected virtual void ConfigureEngine(TaskFlowEngineOptions options)
    {
        options.MaxTasks = MaxTasks;
        options.PickUpPeriod = TimeSpan.FromSeconds(1);
        options.FirstDelay = TimeSpan.FromMilliseconds(20);
        options.LongestDelay = TimeSpan.FromMilliseconds(100);
        options.StopTimeout = TimeSpan.FromMilliseconds(200);
    }

    protected override void ConfigureSilo(string name, ISiloBuilder silo)
    {
        if (name.EndsWith('1'))
        {
            silo.Services.AddFlow("rare", () => Flow.Linear("rare").Add(Gates.Gated("only")));
        }
    }
}
