using Orleans.TaskFlow.Tests.Silos.Flows;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>One flow whose tasks note what they do, from its start to its end, whatever becomes of the silos in between.</summary>
internal sealed class LoggedRun(string uuid, LoggedFlow flow)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a task was begun once more.</summary>
    public int Repetitions { get; private set; }

    /// <summary>Starts the flow, waits for its end, and holds it and its notes against what must be.</summary>
    public async Task RunAsync(ClusterClient client, CancellationToken cancellationToken)
    {
        // The same uuid each time: a start whose answer was lost is no other flow.
        await AnsweredAsync(() => client.Runner.StartAsync("logged", Document.From(flow), flowUuid: uuid, cancellationToken: cancellationToken), cancellationToken);
        FlowOutcome outcome;
        do
        {
            outcome = await AnsweredAsync(() => client.Runner.WaitAsync(uuid, cancellationToken), cancellationToken);
        }
        while (!await EndedAsync(outcome, cancellationToken));

        Assert.Equal(flow.Fails ? State.Reverted : State.Success, outcome.State);
        var audit = new SideEffectAudit(await File.ReadAllLinesAsync(flow.Log, cancellationToken), flow.Chains, flow.Length);
        Assert.Empty(audit.Violations(flow.Fails));
        Repetitions = audit.Repetitions;
        if (!flow.Fails)
        {
            Assert.Equal(flow.Chains * flow.Length, await AnsweredAsync(() => SumAsync(client), cancellationToken));
        }
    }

    private async Task<int> SumAsync(ClusterClient client)
    {
        await using IFlowStorage storage = await client.OpenStorageAsync(uuid);
        return await storage.GetExecuteResultAsync<int>(LoggedFlow.Sum);
    }

    // A flow whose silo has died is at rest until another silo picks it up.
    private static async Task<bool> EndedAsync(FlowOutcome outcome, CancellationToken cancellationToken)
    {
        if (!outcome.IsRunning && outcome.State is State.Success or State.Reverted or State.Failure)
        {
            return true;
        }

        await Task.Delay(Pause, cancellationToken);
        return false;
    }

    private static async Task<T> AnsweredAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StorageFailureException)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
