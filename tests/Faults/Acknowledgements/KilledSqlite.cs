using Microsoft.Data.Sqlite;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A file of SQLite's, which SQLite itself has to find nothing wrong with.</summary>
internal sealed class KilledSqlite(string file) : KilledStore
{
    public override string Uri => $"sqlite:///{file}";

    public override void Check()
    {
        if (!File.Exists(file))
        {
            return;
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Assert.Equal("ok", Ask(connection, "PRAGMA integrity_check"));
        Assert.Null(Ask(connection, "PRAGMA foreign_key_check"));
    }

    private static object? Ask(SqliteConnection connection, string question)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar();
    }
}
