using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>
/// One flow's engine: <see cref="IFlowRunner"/>, call by call. It is activated only where the flow's factory is declared; its key has
/// the name of that and the flow's uuid (<see cref="EngineKeys"/>).
/// </summary>
[Alias("taskflow.IEngineGrain")]
internal interface IEngineGrain : IGrainWithStringKey
{
    /// <summary>Saves the flow if it is not there, and begins it if it was not begun. Once this has returned it is run, whoever dies.</summary>
    [Alias("start")]
    Task StartAsync(EngineStart start);

    /// <summary>Runs the flow, unless it is running; if it is about to stop, once it has.</summary>
    [Alias("resume")]
    Task ResumeAsync();

    /// <summary>How the flow stands once it does not run; <see langword="null"/> if it still runs after that time.</summary>
    [Alias("wait"), AlwaysInterleave]
    ValueTask<FlowOutcome?> WaitAsync(TimeSpan longest);

    /// <summary>What happens from now on until the run ends, in lists that fit into a message; an empty one at the beginning.</summary>
    [Alias("watch"), AlwaysInterleave]
    IAsyncEnumerable<Listing<FlowEvent>> WatchAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the run to stop.</summary>
    /// <param name="cancel">Whether tasks that are under way are cancelled.</param>
    [Alias("stop"), AlwaysInterleave]
    Task StopAsync(bool cancel);

    /// <summary>How the flow stands.</summary>
    [Alias("get"), AlwaysInterleave]
    ValueTask<FlowOutcome> GetAsync();
}
