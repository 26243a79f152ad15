using System.Data.Common;
using System.Security.Cryptography;
using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>What a backend promises on a server that is set up for it, stopped, or killed; each case has one of its own.</summary>
public abstract partial class OwnSqlServerConformance(ISqlServerKind kind) : SqlServerSuite(kind)
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
    public async Task ManyFlows_OnAServerThatStopsAnswering_FailInTimeAndGoOn()
    {
        const int Flows = 8;
        await using SqlServer server = await Kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await using IBackend backend = await OpenAsync(database, BookOf(Flows, tasks: 1), commandTimeout: TimeSpan.FromSeconds(2));
        FlowStorage[] storages = await Task.WhenAll(Enumerable.Range(0, Flows).Select(flow => FlowStorage.OpenAsync(backend, $"f{flow}", OnceOnly)));
        using var underWay = new CountdownEvent(Flows);

        Task[] writing = [.. storages.Select(storage => Task.Run(() => WriteOnAsync(storage)))];
        await Task.Run(() => underWay.Wait(Patience));
        await server.PauseAsync();
        try
        {
            foreach (Task flow in writing)
            {
                await AssertFailsAsync(() => flow.WaitAsync(Patience), "in time", "command_timeout");
            }
        }
        finally
        {
            await server.ResumeAsync();
        }

        foreach (FlowStorage storage in storages)
        {
            await EventuallyAsync(() => storage.SaveAsync("task 0", "next"));
            Assert.Equal("next", await storage.GetExecuteResultAsync<string>("task 0"));
            await storage.DisposeAsync();
        }

        async Task WriteOnAsync(FlowStorage storage)
        {
            for (int write = 1; ; write++)
            {
                await storage.SaveAsync("task 0", write);
                if (write == 20)
                {
                    underWay.Signal();
                }
            }
        }
    }

    [Theory]
    [InlineData("a new atom")]
    [InlineData("a large result")]
    [InlineData("an unusual call")]
    public async Task ACall_ToAServerThatStopsAnswering_EndsInTime(string which)
    {
        await using SqlServer server = await Kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 1, tasks: 1), commandTimeout: TimeSpan.FromSeconds(2));
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "f0", OnceOnly);
        Func<Task> call = which switch
        {
            "a new atom" => () => storage.EnsureAtomAsync(AtomDeclaration.Task("new")),
            "a large result" => () => storage.SaveAsync("task 0", new string('x', 48 * 1024 * 1024)),
            _ => () => backend.Connect().DestroyLogBookAsync("none"),
        };
        await storage.SaveAsync("task 0", "before");
        await server.PauseAsync();
        try
        {
            await AssertFailsAsync(() => call().WaitAsync(Patience), "in time", "command_timeout");
        }
        finally
        {
            await server.ResumeAsync();
        }

        await EventuallyAsync(() => storage.SaveAsync("task 0", "next"));
        await EventuallyAsync(() => storage.EnsureAtomAsync(AtomDeclaration.Task("newer")));
        Assert.Equal("next", await storage.GetExecuteResultAsync<string>("task 0"));
    }

    [Fact]
    [Trait("Needs", "small-disk")]
    public async Task Write_OnADiskThatIsFull_SaysSoAndWorksOnceThereIsRoom()
    {
        await using SqlServer server = await Kind.StartAsync(diskMegabytes: DiskMegabytes);
        var (_, database) = await CreateAsync(server);
        await using IBackend backend = await OpenAsync(database);
        IConnection connection = backend.Connect();
        await server.ExecuteAsync(Kind.PrepareForFullDisk);
        await server.Disk!.FillAsync(left: 2 * 1024 * 1024);
        var saved = new List<LogBook>();
        LogBook last = null!;

        // Small ones: MariaDB 10.11 aborts, and says nothing to its clients, where the disk is full in the middle of a value that fills pages.
        StorageFailureException error = await AssertFailsAsync(
            async () =>
            {
                while (saved.Count < 2000)
                {
                    last = BookOf(saved.Count);
                    await connection.SaveLogBookAsync(last);
                    saved.Add(last);
                }
            },
            "disk",
            "full",
            "make room");

        Assert.False(error.OutcomeUnknown);
        Assert.NotEmpty(saved);
        Assert.Equal(Dump(saved), await StoreDump.OfAsync(Kind.Open(database.ConnectionString).Connect()));
        server.Disk.MakeRoom();
        await EventuallyAsync(() => connection.SaveLogBookAsync(last));
        Assert.Equal(Dump(saved.Append(last)), await StoreDump.OfAsync(Kind.Open(database.ConnectionString).Connect()));

        // Random, or it would take no room.
        static LogBook BookOf(int number) => new("book", $"{number}")
        {
            new FlowDetail("flow", $"f{number}")
            {
                new TaskDetail("task", $"t{number}") { Results = Document.From(Convert.ToBase64String(RandomNumberGenerator.GetBytes(4500))) },
            },
        };

        static string Dump(IEnumerable<LogBook> books) => string.Concat(books.OrderBy(book => book.Uuid, StringComparer.Ordinal).Select(StoreDump.Of));
    }
}
