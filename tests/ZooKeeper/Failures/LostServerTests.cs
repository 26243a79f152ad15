using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

/// <summary>Servers that end, and sessions that end, in the middle of calls.</summary>
[Trait("Needs", "zookeeper")]
public sealed class LostServerTests
{
    [Fact]
    public async Task SessionEndedByTheServers_WhileFlowsWrite_IsReplacedWithoutAnybodyNoticing()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        var flows = await backend.SaveFlowsAsync(4);
        using var done = new CancellationTokenSource();

        Task<int>[] writers = [.. flows.Select(flow => AddAttemptsAsync(backend, flow, done.Token))];
        for (int ending = 0; ending < 5; ending++)
        {
            await Task.Delay(100);
            await EndSessionAsync(backend);
        }

        await Task.Delay(200);
        await done.CancelAsync();
        int[] acknowledged = await Task.WhenAll(writers);

        await AssertShowsAsync(backend.Again(), flows, acknowledged);
    }

    [Fact]
    [Trait("Needs", "own-zookeeper")]
    public async Task ServerThatStopsAnswering_IsAStorageFailureInTime_AndAnswersLater()
    {
        await using ZooKeeperServer server = await ZooKeeperServer.StartAsync();
        await using ZooKeeperBackend backend = OwnServer.Backend(server.ConnectionString, operationTimeout: TimeSpan.FromSeconds(1));
        string flow = (await backend.SaveFlowsAsync(1))[0];
        IConnection connection = backend.Connect();
        FlowDetail read = await connection.GetFlowDetailsAsync(flow);
        read.State = State.Running;

        await server.PauseAsync();
        var silent = await Assert.ThrowsAsync<StorageFailureException>(() => connection.UpdateFlowDetailsAsync(read));
        var unread = await Assert.ThrowsAsync<StorageFailureException>(() => connection.GetFlowDetailsAsync(flow));
        await server.ResumeAsync();

        Assert.True(silent.OutcomeUnknown);
        Assert.False(unread.OutcomeUnknown);
        Assert.Contains("gave no answer within 00:00:01", silent.Message, StringComparison.Ordinal);
        await RetryAsync(() => connection.UpdateFlowDetailsAsync(read));
        Assert.Equal(State.Running, (await OwnServer.Backend(server.ConnectionString).Connect().GetFlowDetailsAsync(flow)).State);
    }

    [Fact]
    public async Task QuorumLost_IsAStorageFailureInTime_AndHealsWhenItIsBack()
    {
        await using ZooKeeperEnsemble ensemble = await ZooKeeperEnsemble.StartAsync();
        await using ZooKeeperBackend backend = OwnServer.Backend(ensemble.ConnectionString, operationTimeout: TimeSpan.FromSeconds(3));
        string flow = (await backend.SaveFlowsAsync(1))[0];
        IConnection connection = backend.Connect();
        FlowDetail read = await connection.GetFlowDetailsAsync(flow);
        read.State = State.Running;

        ZooKeeperServer[] killed = [.. ensemble.Nodes.Take(2)];
        await Task.WhenAll(killed.Select(node => node.KillAsync()));
        var refusal = await Assert.ThrowsAsync<StorageFailureException>(() => connection.UpdateFlowDetailsAsync(read));
        await ensemble.StartAgainAsync(killed);

        Assert.Contains("a majority of its servers has to run", refusal.Message, StringComparison.Ordinal);
        await RetryAsync(() => connection.UpdateFlowDetailsAsync(read));
        Assert.Equal(State.Running, (await OwnServer.Backend(ensemble.ConnectionString).Connect().GetFlowDetailsAsync(flow)).State);
    }

    private static async Task<int> AddAttemptsAsync(IBackend backend, string flow, CancellationToken done)
    {
        await using FlowStorage storage = await backend.OpenAsync(flow);
        int number = 0;
        while (!done.IsCancellationRequested)
        {
            await storage.SaveAsync("retry", Document.From(number), cancellationToken: CancellationToken.None);
            number++;
        }

        return number;
    }

    private static async Task AssertShowsAsync(ZooKeeperBackend reader, IReadOnlyList<string> flows, int[] acknowledged)
    {
        await using (reader)
        {
            for (int flow = 0; flow < flows.Count; flow++)
            {
                FlowDetail stored = await reader.Connect().GetFlowDetailsAsync(flows[flow]);
                var retry = Assert.Single(stored.OfType<RetryDetail>());
                Assert.True(acknowledged[flow] > 0, $"Nothing was written to flow {flow}.");
                Assert.Equal(Enumerable.Range(0, acknowledged[flow]), retry.Attempts.Select(attempt => attempt.Value.To<int>()));
            }
        }
    }

    private static async Task EndSessionAsync(ZooKeeperBackend backend)
    {
        WireSession session = backend.Session!;
        var (host, port) = ZooKeeperOptionsCheck.ServersOf(backend.Options.Servers)[0];
        while (backend.Session is not { } now || now.Id == session.Id)
        {
            try
            {
                using ServerLine line = await ServerLine.ConnectAsync(host, port, TimeProvider.System, CancellationToken.None);
                if (!(await line.BeginAsync(session, 0, CancellationToken.None)).HasEnded)
                {
                    Task running = line.RunAsync(TimeSpan.FromSeconds(10), null);
                    await Task.WhenAny(line.AskAsync(WireRequests.Of(WireOperation.Close)), running);
                    line.Abort();
                    await running;
                }
            }
            catch (IOException)
            {
                // The backend has taken its session back before it was ended.
            }

            await Task.Delay(1);
        }
    }

    private static async Task RetryAsync(Func<Task> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (StorageFailureException) when (attempt < 10)
            {
            }
        }
    }
}
