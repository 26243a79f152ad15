using Microsoft.Data.Sqlite;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A folder of its own for one test, with a file that backends and plain SQL open; gone at the end.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskflow-sqlite-");

    public string File => Path.Combine(_folder.FullName, "flows.db");

    public string Name(string file) => Path.Combine(_folder.FullName, file);

    public SqliteBackend Open(TimeSpan? busyTimeout = null, int maxRecordSize = RecordLimit.Default) =>
        new(new SqliteBackendOptions { Path = File, BusyTimeout = busyTimeout ?? TimeSpan.FromSeconds(30), MaxRecordSize = maxRecordSize });

    /// <summary>A backend on the file, which is set up.</summary>
    public async Task<SqliteBackend> OpenUpgradedAsync(TimeSpan? busyTimeout = null)
    {
        SqliteBackend backend = Open(busyTimeout);
        await backend.Connect().UpgradeAsync();
        return backend;
    }

    /// <summary>Runs plain SQL through another driver, as another program would.</summary>
    public void Execute(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query, columns joined by <c>|</c>, NULL as such.</summary>
    public List<string> Query(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetString(i))));
        }

        return rows;
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
