using Orleans.TaskFlow.Tests.Faults.Writer;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>Does every deed to one flow at the same time, over a client, and remembers what was acknowledged.</summary>
internal sealed class FlowWriter(IFlowStorage storage)
{
    private readonly Acknowledged _acknowledged = new(storage.FlowUuid);

    /// <summary>
    /// Goes on until the silo is gone. A call whose outcome is unknown is looked up when there is a silo again (<see cref="CheckAsync"/>), and made
    /// again if it is not there.
    /// </summary>
    public Task WriteAsync(Round round) => Task.WhenAll(Deeds.All.Select(deed => RepeatAsync(deed, round)));

    /// <summary>Holds what was acknowledged against what another client sees: the last such call, or the one that was on its way.</summary>
    public async Task CheckAsync(ClusterClient witness)
    {
        await using IFlowStorage seen = await witness.OpenAsync(storage.FlowUuid);
        await _acknowledged.CheckAsync(seen, onTheirWay: true);
    }

    /// <summary>Waits until the client has found the silo that was started again.</summary>
    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await storage.GetFlowStateAsync(cancellationToken);
                return;
            }
            catch (StorageFailureException)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private async Task RepeatAsync(Deed deed, Round round)
    {
        try
        {
            for (int number = _acknowledged.LastOf(deed) + 1; ; number++)
            {
                await deed.DoAsync(storage, number);
                _acknowledged.Note(deed, number);
                round.Count();
            }
        }
        catch (StorageFailureException failure) when (round.HasEnded || failure.OutcomeUnknown)
        {
        }
    }
}
