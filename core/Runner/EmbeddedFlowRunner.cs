using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Orleans.TaskFlow;

/// <summary>Runs flows in this process. Disposing it suspends those that run.</summary>
internal sealed class EmbeddedFlowRunner : IFlowRunner, IAsyncDisposable
{
    // How many runs that stopped because of an error are remembered.
    private const int Remembered = 1024;

    private readonly IFlowStorageFactory _storages;
    private readonly FlowFactories _factories;
    private readonly IServiceProvider _services;
    private readonly FlowRunnerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<FlowEngine> _logger;
    private readonly CallPlaces _places;
    private readonly ConcurrentDictionary<string, Task> _starting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RunningFlow> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Failure> _errors = new(StringComparer.Ordinal);
    private bool _disposed;

    public EmbeddedFlowRunner(
        IFlowStorageFactory storages,
        FlowFactories factories,
        IServiceProvider services,
        IOptions<TaskFlowOptions> options,
        TimeProvider? time = null,
        ILogger<FlowEngine>? logger = null)
    {
        _storages = storages;
        _factories = factories;
        _services = services;
        _options = options.Value.Runner;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<FlowEngine>.Instance;
        _places = new CallPlaces(_options.MaxFlows);
    }

    public async Task<string> StartAsync(
        string factoryName,
        Document? arguments = null,
        IReadOnlyDictionary<string, Document>? values = null,
        string? flowUuid = null,
        CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        FlowDetail detail = _factories.CreateDetail(FactoryNote.Of(factoryName, arguments), flowUuid);
        LogBook book = NewFlow.Book(detail, values, _time);
        if (flowUuid is null)
        {
            await _storages.Backend.Connect().SaveLogBookAsync(book, cancellationToken);
            Begin(detail.Uuid);
            return detail.Uuid;
        }

        // Two that start the same at the same time: the second finds what the first has saved.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_starting.GetOrAdd(flowUuid, started.Task) is var before && before != started.Task)
        {
            await before.WaitAsync(cancellationToken);
        }

        try
        {
            await BeginOnceAsync(flowUuid, factoryName, book, cancellationToken);
        }
        finally
        {
            _starting.TryRemove(flowUuid, out _);
            started.SetResult();
        }

        return flowUuid;
    }

    public async Task ResumeAsync(string flowUuid, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_running.TryGetValue(flowUuid, out RunningFlow? running))
        {
            if (!running.IsStopping)
            {
                return;
            }

            await running.Ended.WaitAsync(cancellationToken);
        }

        // What cannot be made again is the caller's to hear of, and not only that of who waits for it.
        _factories.Remake(await _storages.Backend.Connect().GetFlowDetailsAsync(flowUuid, lazy: false, cancellationToken));
        Begin(flowUuid);
    }

    public async Task<FlowOutcome> WaitAsync(string flowUuid, CancellationToken cancellationToken = default) =>
        _running.TryGetValue(flowUuid, out RunningFlow? running)
        && await running.Ended.WaitAsync(cancellationToken) is { Outcome: { } outcome }
            ? outcome with { Error = running.Error }
            : await GetAsync(flowUuid, cancellationToken);

    public async IAsyncEnumerable<FlowNotification> WatchAsync(
        string flowUuid, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!_running.TryGetValue(flowUuid, out RunningFlow? running))
        {
            await CheckAsync(flowUuid, cancellationToken);
            yield break;
        }

        await foreach (FlowNotification notification in running.Watchers.WatchAsync(cancellationToken))
        {
            yield return notification;
        }
    }

    public Task SuspendAsync(string flowUuid, CancellationToken cancellationToken = default) =>
        StopAsync(flowUuid, static running => running.Suspend(), cancellationToken);

    public Task CancelAsync(string flowUuid, CancellationToken cancellationToken = default) =>
        StopAsync(flowUuid, static running => running.Cancel(), cancellationToken);

    public async Task<FlowOutcome> GetAsync(string flowUuid, CancellationToken cancellationToken = default)
    {
        FlowDetail detail = await _storages.Backend.Connect().GetFlowDetailsAsync(flowUuid, lazy: false, cancellationToken);
        return FlowOutcome.Of(detail, _running.ContainsKey(flowUuid), _errors.GetValueOrDefault(flowUuid));
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        RunningFlow[] left = [.. _running.Values];
        Array.ForEach(left, running => running.Suspend());
        if (!await HaveEndedAsync(left))
        {
            Array.ForEach(left, running => running.Cancel());
            if (!await HaveEndedAsync(left))
            {
                Log.FlowsLeftRunning(_logger, left.Count(running => running.IsRunning));
            }
        }
    }

    private async Task BeginOnceAsync(string flowUuid, string factoryName, LogBook book, CancellationToken cancellationToken)
    {
        IConnection connection = _storages.Backend.Connect();
        FlowDetail? present = await NewFlow.FindAsync(connection, flowUuid, factoryName, cancellationToken);
        if (present is null)
        {
            await connection.SaveLogBookAsync(book, cancellationToken);
        }

        if (NewFlow.IsToBegin(present?.State))
        {
            Begin(flowUuid);
        }
    }

    private void Begin(string flowUuid)
    {
        var running = new RunningFlow(flowUuid, setUp => OpenAsync(flowUuid, setUp), _places, static (_, _) => null, _time, _logger)
        {
            OnEnd = End,
        };
        if (_running.TryAdd(flowUuid, running))
        {
            _errors.TryRemove(flowUuid, out _);
            running.Begin();
        }
    }

    private void End(RunningFlow run, FlowRunEnd end)
    {
        if (end.Error is { } error)
        {
            Log.RunFailed(_logger, error, run.FlowUuid);
            if (_errors.Count >= Remembered)
            {
                _errors.Clear();
            }

            _errors[run.FlowUuid] = run.Error!;
        }

        _running.TryRemove(run.FlowUuid, out _);
    }

    private async Task<FlowEngine?> OpenAsync(string flowUuid, Action<FlowEngineOptions> setUp)
    {
        FlowEngineOptions options = _options.Engine.Copy();
        options.Services ??= _services;
        setUp(options);
        Flow flow = _factories.Remake(await _storages.Backend.Connect().GetFlowDetailsAsync(flowUuid));
        return await FlowEngine.LoadAsync(_storages, flowUuid, flow, options, _time, _logger);
    }

    private Task StopAsync(string flowUuid, Action<RunningFlow> stop, CancellationToken cancellationToken)
    {
        if (!_running.TryGetValue(flowUuid, out RunningFlow? running))
        {
            return CheckAsync(flowUuid, cancellationToken);
        }

        stop(running);
        return Task.CompletedTask;
    }

    /// <exception cref="NotFoundException">There is no such flow.</exception>
    private Task CheckAsync(string flowUuid, CancellationToken cancellationToken) =>
        _storages.Backend.Connect().GetFlowDetailsAsync(flowUuid, lazy: true, cancellationToken);

    private async Task<bool> HaveEndedAsync(RunningFlow[] left)
    {
        try
        {
            await Task.WhenAll(left.Select(running => running.Ended)).WaitAsync(_options.StopTimeout, _time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
