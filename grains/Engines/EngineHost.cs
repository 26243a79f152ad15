using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orleans.TaskFlow;

/// <summary>What all engines of this silo share.</summary>
internal sealed class EngineHost(
    FlowFactories factories,
    EngineStorages storages,
    IServiceProvider services,
    IOptions<TaskFlowEngineOptions> options,
    MessageLimit limit,
    TimeProvider time,
    ILogger<FlowEngine> logger) : IDisposable
{
    private readonly CallPlaces _tasks = new(options.Value.MaxTasks);

    private readonly ConcurrentDictionary<EngineRun, bool> _runs = new();

    /// <summary>Whether the silo is about to stop: no run is to begin here any more.</summary>
    public bool IsStopping { get; private set; }

    public FlowFactories Factories => factories;

    public TaskFlowEngineOptions Options => options.Value;

    public MessageLimit Limit => limit;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>How many flows are run at the same time.</summary>
    public CallPlaces Flows { get; } = new(options.Value.MaxFlows ?? int.MaxValue);

    /// <summary>How long to wait after a store failed so many times in a row.</summary>
    public Func<int, TimeSpan> Backoff { get; } =
        Orleans.TaskFlow.Backoff.Exponential(options.Value.FirstDelay, options.Value.LongestDelay, jitter: true);

    public IConnection Connect() => storages.Backend.Connect();

    /// <summary>Makes an engine for a stored flow, in a session that ends that of any other.</summary>
    public Task<FlowEngine> LoadAsync(string flowUuid, Flow flow, Action<FlowEngineOptions> setUp)
    {
        FlowEngineOptions engine = options.Value.Engine.Copy();
        engine.Services ??= services;
        engine.Places = _tasks;
        setUp(engine);
        return FlowEngine.LoadAsync(storages, flowUuid, flow, engine, time, logger);
    }

    public void Add(EngineRun run) => _runs[run] = true;

    public void Remove(EngineRun run) => _runs.TryRemove(run, out _);

    /// <summary>Ends all runs here; other silos are to go on with their flows.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        IsStopping = true;
        return Task.WhenAll(_runs.Keys.Select(run => run.LeaveAsync(options.Value.StopTimeout, cancellationToken)));
    }

    public void Dispose()
    {
        _tasks.Dispose();
        Flows.Dispose();
    }
}
