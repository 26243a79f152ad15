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
