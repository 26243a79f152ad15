using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow;

/// <summary>Has the cluster run flows. It holds nothing; any number of programs may ask about one flow.</summary>
internal sealed class ClusterFlowRunner(
    IGrainFactory grains, IBackend backend, MessageLimit limit, TimeProvider? time = null, ILogger<ClusterFlowRunner>? logger = null) : IFlowRunner
{
    // How often a call is made again whose answer was lost, or whose silo died. Those made here may be made twice.
    private const int Attempts = 5;

    // Shorter than any time-out that calls have, so that nobody takes a flow that takes long for a silo that does not answer.
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(5);

    private static readonly Func<int, TimeSpan> _waits = Backoff.Exponential(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2), jitter: true);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<ClusterFlowRunner>.Instance;

    public async Task<string> StartAsync(
        string factoryName,
        Document? arguments = null,
        IReadOnlyDictionary<string, Document>? values = null,
        string? flowUuid = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(factoryName);
        WireText.Check(factoryName);
        WireText.Check(values?.Keys ?? []);
        limit.Check(
            (arguments?.Utf8.Length ?? 0) + MessageLimit.SizeOf(values),
            $"What flow '{WireText.Shown(factoryName)}' is to start with",
            "Keep large values elsewhere, and store where they are.");
        string uuid = flowUuid ?? Guid.NewGuid().ToString();
        WireText.Check(uuid);
        var start = new EngineStart { Arguments = arguments, Values = values is { Count: > 0 } ? new Map<Document>(values) : null };
        IEngineGrain engine = grains.GetGrain<IEngineGrain>(EngineKeys.Of(factoryName, uuid));
        await WriteAsync(() => engine.StartAsync(start), uuid, cancellationToken);
        return uuid;
    }

    public async Task ResumeAsync(string flowUuid, CancellationToken cancellationToken = default)
    {
        IEngineGrain engine = await FindAsync(flowUuid, cancellationToken);
        await WriteAsync(() => engine.ResumeAsync(), flowUuid, cancellationToken);
    }

    public async Task<FlowOutcome> WaitAsync(string flowUuid, CancellationToken cancellationToken = default)
    {
        IEngineGrain engine = await FindAsync(flowUuid, cancellationToken);
        while (true)
        {
            if (await AskAsync(() => engine.WaitAsync(_longestWait), flowUuid, cancellationToken) is { } outcome)
            {
                return outcome;
            }
        }
    }

    public async IAsyncEnumerable<FlowNotification> WatchAsync(
        string flowUuid, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        FlowDetail detail = await ReadAsync(flowUuid, lazy: true, cancellationToken);
        IEngineGrain engine = EngineOf(detail);
        bool cutOff = false;
        for (int failures = 0; ;)
        {
            // One list is what fits into a message.
            await using IAsyncEnumerator<Listing<FlowEvent>> lists =
                engine.WatchAsync(cancellationToken).WithBatchSize(1).GetAsyncEnumerator(cancellationToken);
            var (more, interruption) = await NextAsync(lists, cancellationToken);
            for (; more; (more, interruption) = await NextAsync(lists, cancellationToken))
            {
                if (cutOff)
                {
                    yield return new MissedNotification(flowUuid, detail.Name, Count: 0);
                    cutOff = false;
                }

                failures = 0;
                foreach (FlowEvent told in lists.Current.Items)
                {
                    yield return told.ToNotification();
                }
            }

            if (interruption is null)
            {
                if (cutOff)
                {
                    yield return new MissedNotification(flowUuid, detail.Name, Count: 0);
                }

                yield break;
            }

            if (++failures >= Attempts)
            {
                throw ClusterErrors.Of(interruption, Subject(flowUuid), write: false);
            }

            Log.WatchInterrupted(_logger, interruption, flowUuid);
            cutOff = true;
            await Task.Delay(_waits(failures), _time, cancellationToken);
        }
    }

    public Task SuspendAsync(string flowUuid, CancellationToken cancellationToken = default) => StopAsync(flowUuid, cancel: false, cancellationToken);

    public Task CancelAsync(string flowUuid, CancellationToken cancellationToken = default) => StopAsync(flowUuid, cancel: true, cancellationToken);

    public async Task<FlowOutcome> GetAsync(string flowUuid, CancellationToken cancellationToken = default)
    {
        IEngineGrain engine = await FindAsync(flowUuid, cancellationToken);
        return (await AskAsync(async () => await engine.GetAsync(), flowUuid, cancellationToken))!;
    }

    private static string Subject(string flowUuid) => $"The run of flow {flowUuid}";

    /// <summary>Whether there is another list; or what has cut them off, which is not their end.</summary>
    private static async Task<(bool More, Exception? Interruption)> NextAsync(
        IAsyncEnumerator<Listing<FlowEvent>> lists, CancellationToken cancellationToken)
    {
        try
        {
            return (await lists.MoveNextAsync(), null);
        }
        catch (Exception error) when (!ClusterErrors.IsCores(error, cancellationToken))
        {
            return (false, error);
        }
    }

    /// <summary>How a flow stands, as its engine says it; or as it is stored, where no silo can have its engine.</summary>
    private async Task<FlowOutcome?> AskAsync(Func<ValueTask<FlowOutcome?>> call, string flowUuid, CancellationToken cancellationToken)
    {
        try
        {
            return await RepeatAsync(() => call().AsTask(), flowUuid, write: false, cancellationToken);
        }
        catch (NotFoundException error)
        {
            return KnownFlow.OutcomeOf(await ReadAsync(flowUuid, lazy: false, cancellationToken), error);
        }
    }

    private async Task StopAsync(string flowUuid, bool cancel, CancellationToken cancellationToken)
    {
        IEngineGrain engine = await FindAsync(flowUuid, cancellationToken);
        await WriteAsync(() => engine.StopAsync(cancel), flowUuid, cancellationToken);
    }

    /// <summary>The grain that runs a flow: which it is, is said by the factory that the flow's detail notes.</summary>
    private async Task<IEngineGrain> FindAsync(string flowUuid, CancellationToken cancellationToken) =>
        EngineOf(await ReadAsync(flowUuid, lazy: true, cancellationToken));

    /// <summary>A flow as it is stored; it is asked for again where no answer comes, as from a silo that has just gone.</summary>
    private Task<FlowDetail> ReadAsync(string flowUuid, bool lazy, CancellationToken cancellationToken) => RepeatAsync(
        async () =>
        {
            try
            {
                return await backend.Connect().GetFlowDetailsAsync(flowUuid, lazy, cancellationToken);
            }
            catch (StorageFailureException error) when (error.InnerException is OrleansException or TimeoutException)
            {
                throw error.InnerException;
            }
        },
        flowUuid,
        write: false,
        cancellationToken);

    private IEngineGrain EngineOf(FlowDetail detail) => grains.GetGrain<IEngineGrain>(EngineKeys.Of(KnownFlow.FactoryOf(detail), detail.Uuid));

    private Task WriteAsync(Func<Task> call, string flowUuid, CancellationToken cancellationToken) => RepeatAsync(
        async () =>
        {
            await call();
            return true;
        },
        flowUuid,
        write: true,
        cancellationToken);

    /// <summary>Makes a call that may be made again, until a silo answers it.</summary>
    private async Task<T> RepeatAsync<T>(Func<Task<T>> call, string flowUuid, bool write, CancellationToken cancellationToken)
    {
        // An answer that went through a gateway that is gone never comes; what was only asked is not waited for as long as Orleans would.
        TimeSpan patience = write ? Timeout.InfiniteTimeSpan : 2 * _longestWait;
        for (int attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await call().WaitAsync(patience, _time, cancellationToken);
            }
            catch (Exception error) when (!ClusterErrors.IsCores(error, cancellationToken))
            {
                if (attempt >= Attempts)
                {
                    throw ClusterErrors.Of(error, Subject(flowUuid), write);
                }

                Log.EngineCallRepeated(_logger, error, flowUuid);
            }

            await Task.Delay(_waits(attempt), _time, cancellationToken);
        }
    }
}
