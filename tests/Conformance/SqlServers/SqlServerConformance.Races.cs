using System.Data.Common;
using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Others that write, connections that break.</content>
public abstract partial class SqlServerConformance
{
    private const int ManyFlows = 32;

    [Fact]
    public async Task TwoStorages_OfOneFlow_TheSecondWriterIsRefusedAndReadsAgain()
    {
        var (_, database) = await CreateAsync();
        await using IBackend first = await OpenAsync(database, BookOf(flows: 1, tasks: 2));
        await using IBackend second = Kind.Open(database.ConnectionString);
        await using FlowStorage slow = await FlowStorage.OpenAsync(first, "f0");
        await using FlowStorage quick = await FlowStorage.OpenAsync(second, "f0");
        await slow.SaveAsync("task 0", "slow");

        await Assert.ThrowsAsync<StaleWriteException>(() => quick.SaveAsync("task 0", "quick"));
        Assert.Equal("slow", await quick.GetExecuteResultAsync<string>("task 0"));
        await quick.SaveAsync("task 0", "quick");

        await Assert.ThrowsAsync<StaleWriteException>(() => slow.SetAtomStateAsync("task 0", State.Running));
        Assert.Equal("quick", await slow.GetExecuteResultAsync<string>("task 0"));
        await slow.SetAtomStateAsync("task 1", State.Running);
        await slow.SetFlowStateAsync(State.Running);
        await Assert.ThrowsAsync<StaleWriteException>(() => quick.SetFlowStateAsync(State.Suspended));
        Assert.Equal(State.Running, await quick.GetFlowStateAsync());
    }

    [Fact]
    public async Task AStorage_OfAtomsThatItHasMade_IsRefusedWhereAnotherHasWritten()
    {
        var (_, database) = await CreateAsync();
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 1, tasks: 0));
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "f0");
        await storage.EnsureAtomAsync(AtomDeclaration.Task("made"));
        await storage.SaveAsync("made", 1);
        await using FlowStorage other = await FlowStorage.OpenAsync(backend, "f0");
        await other.SaveAsync("made", 2);

        await Assert.ThrowsAsync<StaleWriteException>(() => storage.SaveAsync("made", 3));

        Assert.Equal(2, await storage.GetExecuteResultAsync<int>("made"));
    }

    [Fact]
    public async Task Write_ThatADeadlockUndoes_IsRepeated()
    {
        var (server, database) = await CreateAsync();
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 2, tasks: 40));
        await using DbConnection other = Kind.Driver(database.ConnectionString);
        await other.OpenAsync();
        DbTransaction transaction = await other.BeginTransactionAsync();
        // Much, so that it is not the one that is undone.
        await ExecuteAsync(other, transaction, "UPDATE atomdetails SET version = 'theirs' WHERE parent_uuid = 'f1' OR uuid = 'f0t1'");

        var flow = new FlowDetail("flow 0", "f0") { State = State.Running };
        flow.Add(new TaskDetail("task 0", "f0t0") { State = State.Success });
        flow.Add(new TaskDetail("task 1", "f0t1") { State = State.Success });
        Task writing = backend.Connect().UpdateFlowDetailsAsync(flow);
        while (await server.ExecuteAsync(Kind.CountWaiting(database.Name), database.Name) == "0")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        await ExecuteAsync(other, transaction, "UPDATE atomdetails SET version = 'theirs' WHERE uuid = 'f0t0'");
        await transaction.CommitAsync();
        await writing.WaitAsync(Patience);

        FlowDetail stored = await backend.Connect().GetFlowDetailsAsync("f0");
        Assert.Equal([State.Success, State.Success], stored.Take(2).Select(atom => atom.State));
        Assert.Equal(State.Running, stored.State);
    }

    [Fact]
    public async Task Flows_WhileConnectionsAreBrokenOff_GoOnAndApplyEachChangeOnce()
    {
        var (server, database) = await CreateAsync();
        await RunManyAsync(database, async () =>
        {
            for (int breaks = 0; breaks < 10; breaks++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
                await Kind.BreakConnectionsAsync(server, database.Name);
            }
        });
    }

    /// <summary>Many flows at once, each with a count that goes up by one and a history that grows by one, while something happens.</summary>
    private async Task RunManyAsync(ServerDatabase database, Func<Task> happening)
    {
        await using IBackend backend = await OpenAsync(database, BookOf(ManyFlows, tasks: 1));
        var options = new FlowStorageOptions { Attempts = 1000, AttemptDelay = TimeSpan.FromMilliseconds(50) };
        using var stop = new CancellationTokenSource();

        // What storages write is tried again, and what they read to begin with is not.
        FlowStorage[] storages = await Task.WhenAll(
            Enumerable.Range(0, ManyFlows).Select(flow => FlowStorage.OpenAsync(backend, $"f{flow}", options)));
        Task<int>[] flows = [.. storages.Select(opened => Task.Run(async () =>
        {
            await using FlowStorage storage = opened;
            int done = 0;
            while (!stop.IsCancellationRequested)
            {
                await Task.WhenAll(storage.SaveAsync("task 0", done), storage.SaveAsync("retry", done));
                done++;
            }

            return done;
        }))];

        await happening();
        await stop.CancelAsync();
        int[] counts = await Task.WhenAll(flows).WaitAsync(Patience);

        await using IBackend second = Kind.Open(database.ConnectionString);
        for (int flow = 0; flow < ManyFlows; flow++)
        {
            FlowDetail stored = await second.Connect().GetFlowDetailsAsync($"f{flow}");
            Assert.True(counts[flow] > 0, "A flow has done nothing, so nothing was tried.");
            Assert.Equal(Document.From(counts[flow] - 1), stored.First().LastResults);
            Assert.Equal(
                Enumerable.Range(0, counts[flow]).Select(i => Document.From(i)),
                Assert.IsType<RetryDetail>(stored.Last()).Attempts.Select(attempt => attempt.Value));
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
