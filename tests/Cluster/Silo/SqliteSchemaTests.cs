using System.Reflection;
using Microsoft.Data.Sqlite;
using Orleans.Runtime.MembershipService;
using Orleans.Storage;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqliteSchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Queries_HoldEveryKeyThatOrleansLooksUp()
    {
        var membership = typeof(AdoNetClusteringTable).Assembly.GetType("Orleans.Clustering.AdoNet.Storage.DbStoredQueries", throwOnError: true)!
            .GetProperties(BindingFlags.Instance | BindingFlags.NonPublic).Select(query => query.Name).ToArray();
        var storage = AdoNetGrainStorage.DefaultInitializationQuery.Split('\'').Where(word => word.EndsWith("Key", StringComparison.Ordinal));

        Assert.Contains("CleanupDefunctSiloEntriesKey", membership);
        Assert.Equal(membership.Concat(storage).Order(), SqliteStatements.Queries.Keys.Order());
    }

    [Fact]
    public async Task Ensure_TenSilosAtOnce_OneCompleteSchema()
    {
        // In its journal mode already: setting that takes the whole file, and would let them through one by one.
        var file = _folder.File("silo.sqlite");
        Scalar(file, "PRAGMA journal_mode = WAL");

        // Threads of their own: the driver blocks, and a pool would let them in one after another.
        using var together = new Barrier(10);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return EnsureAsync(file);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        Assert.Equal(1L, Scalar(file, "SELECT count(*) FROM OrleansSchemaVersion"));
        Assert.Equal((long)SqliteStatements.Queries.Count, Scalar(file, "SELECT count(*) FROM OrleansQuery"));
        Assert.Equal("ok", Scalar(file, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Ensure_FolderThatIsNotThere_Created()
    {
        var file = _folder.File("deep/below/silo.sqlite");

        await EnsureAsync(file);

        Assert.Equal(1L, Scalar(file, "SELECT Version FROM OrleansSchemaVersion"));
    }

    [Fact]
    public async Task Ensure_CompleteSchema_KeepsWhatIsStored()
    {
        var file = _folder.File("silo.sqlite");
        await EnsureAsync(file);
        Scalar(file, "INSERT INTO OrleansStorage VALUES (1, 2, 3, 4, '', 'atom', 'dev', 5, '2026-01-01T00:00:00.000Z', x'7b7d')");

        await EnsureAsync(file);

        Assert.Equal("{}", Scalar(file, "SELECT CAST(PayloadBinary AS TEXT) FROM OrleansStorage"));
    }

    [Fact]
    public async Task Ensure_StatementOfAnOtherVersion_Renewed()
    {
        var file = _folder.File("silo.sqlite");
        await EnsureAsync(file);
        Scalar(file, "UPDATE OrleansQuery SET QueryText = 'SELECT 1' WHERE QueryKey = 'WriteToStorageKey'");

        await EnsureAsync(file);

        Assert.Equal(SqliteStatements.Queries["WriteToStorageKey"], Scalar(file, "SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'WriteToStorageKey'"));
    }

    [Fact]
    public async Task Ensure_NewerLayout_RefusedAndUnchanged()
    {
        var file = _folder.File("silo.sqlite");
        await EnsureAsync(file);
        Scalar(file, "UPDATE OrleansSchemaVersion SET Version = 2; UPDATE OrleansQuery SET QueryText = 'newer'");

        var refused = await Assert.ThrowsAsync<OrleansSchemaException>(() => EnsureAsync(file));

        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains("layout 2, this version knows layout 1", refused.Message, StringComparison.Ordinal);
        Assert.Equal("newer", Scalar(file, "SELECT max(QueryText) FROM OrleansQuery"));
    }

    [Fact]
    public async Task Ensure_TablesOfAnotherMaker_RefusedAndUnchanged()
    {
        var file = _folder.File("silo.sqlite");
        Scalar(file, "CREATE TABLE OrleansQuery (QueryKey TEXT, QueryText TEXT)");

        var refused = await Assert.ThrowsAsync<OrleansSchemaException>(() => EnsureAsync(file));

        Assert.Contains("not created by a silo of TaskFlow", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, Scalar(file, "SELECT count(*) FROM OrleansQuery"));
    }

    [Fact]
    public async Task Ensure_FileIsNoDatabase_RefusedByName()
    {
        var file = _folder.File("notes.txt");
        await File.WriteAllTextAsync(file, new string('x', 4096));

        var refused = await Assert.ThrowsAsync<OrleansSchemaException>(() => EnsureAsync(file));

        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains("not a database", refused.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 4096), await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Open_AsOrleansDoes_CommitsReachTheDisk()
    {
        var database = SqliteDatabase.At(_folder.File("silo.sqlite"));
        await database.EnsureSchemaAsync(CancellationToken.None);

        using var connection = new SqliteConnection(database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT journal_mode FROM pragma_journal_mode) || (SELECT synchronous FROM pragma_synchronous)";

        Assert.Equal("wal2", command.ExecuteScalar());
    }

    [Fact]
    public async Task Open_FileVanished_FailsInsteadOfStartingEmpty()
    {
        var database = SqliteDatabase.At(_folder.File("silo.sqlite"));
        await database.EnsureSchemaAsync(CancellationToken.None);
        File.Delete(_folder.File("silo.sqlite"));

        await Assert.ThrowsAsync<SqliteException>(() => database.ProbeAsync(CancellationToken.None));

        Assert.False(File.Exists(_folder.File("silo.sqlite")));
    }

    private static Task EnsureAsync(string file) => SqliteDatabase.At(file).EnsureSchemaAsync(CancellationToken.None);

    private static object? Scalar(string file, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }
}
