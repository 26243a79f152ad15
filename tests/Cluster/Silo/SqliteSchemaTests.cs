using Microsoft.Data.Sqlite;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqliteSchemaTests() : SchemaTests(new SqliteKind()), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // In its journal mode already: setting that takes the whole file, and would let them through one by one.
    private protected override Task PrepareForManyAsync(OrleansDatabase database)
    {
        Scalar(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource, "PRAGMA journal_mode = WAL");
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Ensure_FolderThatIsNotThere_Created()
    {
        var file = _folder.File("deep/below/silo.sqlite");

        await EnsureAsync(file);

        Assert.Equal(1L, Scalar(file, "SELECT Version FROM OrleansSchemaVersion"));
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
