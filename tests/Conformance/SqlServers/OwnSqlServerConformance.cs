using System.Data.Common;
using System.Security.Cryptography;
using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>What a backend promises on a server that is set up for it, stopped, or killed; each case has one of its own.</summary>
public abstract class OwnSqlServerConformance(ISqlServerKind kind) : SqlServerSuite(kind)
{
    private const int DiskMegabytes = 192;

    [Fact]
    public async Task Call_OnAServerThatTakesNoMoreConnections_SaysSo()
    {
        var (setting, count) = Kind.FewConnections;
        await using SqlServer server = await Kind.StartAsync(new Dictionary<string, string> { [setting] = $"{count}" });
        var (_, database) = await CreateAsync(server);
        await using (await OpenAsync(database, SampleRecords.Book()))
        {
        }

        var held = new List<DbConnection>();
        try
        {
            await Assert.ThrowsAnyAsync<DbException>(async () =>
            {
                while (true)
                {
                    DbConnection connection = Kind.Driver(database.ConnectionString + ";Pooling=false");
                    await connection.OpenAsync();
                    held.Add(connection);
                }
            });
            await using IBackend backend = Kind.Open(database.ConnectionString);

            StorageFailureException error = await AssertFailsAsync(
                () => backend.Connect().UpdateAtomDetailsAsync(SampleRecords.Task()), "connections", "max_connections");

            Assert.False(error.OutcomeUnknown);
            foreach (DbConnection connection in held)
            {
                await connection.DisposeAsync();
            }

            await EventuallyAsync(() => backend.Connect().UpdateAtomDetailsAsync(SampleRecords.Task()));
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }
    }

    [Fact]
    public async Task Flows_WhileTheServerIsKilledAndStarted_GoOnAndApplyEachChangeOnce()
    {
        await using SqlServer server = await Kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await RunManyAsync(database, async () =>
        {
            for (int restarts = 0; restarts < 3; restarts++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(700));
                await server.KillAsync();
                await server.StartAgainAsync();
            }
        });
    }

    [Fact]
    public async Task Write_ToAReadOnlyDatabase_SaysSoAndReadsGoOn()
    {
        await using SqlServer server = await Kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await using (await OpenAsync(database, SampleRecords.Book()))
        {
        }

        ServerDatabase readOnly = await Kind.MakeReadOnlyAsync(server, database);
        await using IBackend backend = Kind.Open(readOnly.ConnectionString);

        StorageFailureException error = await AssertFailsAsync(() => backend.Connect().UpdateAtomDetailsAsync(SampleRecords.Task()), "read-only");
        await AssertFailsAsync(() => backend.Connect().SaveLogBookAsync(new LogBook("new")), "read-only");
        await AssertFailsAsync(() => backend.Connect().ValidateAsync(), "read-only");

        Assert.False(error.OutcomeUnknown);
        Assert.Equal(2, (await backend.Connect().GetLogBookAsync(SampleRecords.BookUuid)).Count);
    }

    [Fact]
    public async Task Write_ToAServerThatStopsAnswering_EndsInTimeAndIsReadAgain()
    {
        await using SqlServer server = await Kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 1, tasks: 2), commandTimeout: TimeSpan.FromSeconds(2));
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "f0", OnceOnly);
        await storage.SetAtomStateAsync("task 0", State.Running);
        await server.PauseAsync();
        try
        {
            StorageFailureException error = await AssertFailsAsync(
                () => storage.SaveAsync("task 0", "late").WaitAsync(Patience), "in time", "command_timeout");
            Assert.True(error.OutcomeUnknown);
        }
        finally
        {
            await server.ResumeAsync();
        }

        State? shown = null;
        await EventuallyAsync(async () => shown = await storage.GetAtomStateAsync("task 0"));

        await using IBackend second = Kind.Open(database.ConnectionString);
        AtomDetail stored = await second.Connect().GetAtomDetailsAsync("f0t0");
        Assert.Equal(stored.State, shown);
        await storage.SaveAsync("task 0", "later");
        Assert.Equal(Document.From("later"), (await second.Connect().GetAtomDetailsAsync("f0t0")).LastResults);
    }

    [Fact]
    [Trait("Needs", "small-disk")]
    public async Task Write_OnADiskThatIsFull_SaysSoAndWorksOnceThereIsRoom()
    {
        await using SqlServer server = await Kind.StartAsync(diskMegabytes: DiskMegabytes);
        var (_, database) = await CreateAsync(server);
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 1, tasks: 2));
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "f0", OnceOnly);
        await server.ExecuteAsync(Kind.PrepareForFullDisk);
        string before = await StoreDump.OfAsync(backend.Connect());
        // Random, or it would take no room.
        Document large = Document.From(Convert.ToBase64String(RandomNumberGenerator.GetBytes(12 * 1024 * 1024)));
        var book = new LogBook("new", "new") { new FlowDetail("flow", "new") { new TaskDetail("small", "small"), new TaskDetail("large", "large") { Results = large } } };
        await server.Disk!.FillAsync(left: 2 * 1024 * 1024);

        StorageFailureException refusal = await AssertFailsAsync(() => storage.SaveAsync("task 0", large), "disk", "full", "make room");
        await AssertFailsAsync(() => backend.Connect().SaveLogBookAsync(book), "disk", "full", "make room");

        Assert.False(refusal.OutcomeUnknown);
        Assert.Equal(before, await StoreDump.OfAsync(Kind.Open(database.ConnectionString).Connect()));
        server.Disk.MakeRoom();
        await EventuallyAsync(() => backend.Connect().SaveLogBookAsync(book));
        await EventuallyAsync(() => storage.SaveAsync("task 0", large));
        await using IBackend second = Kind.Open(database.ConnectionString);
        Assert.Equal(large, (await second.Connect().GetAtomDetailsAsync("f0t0")).LastResults);
        Assert.Equal(StoreDump.Of(book), StoreDump.Of(await second.Connect().GetLogBookAsync("new")));
    }
}
