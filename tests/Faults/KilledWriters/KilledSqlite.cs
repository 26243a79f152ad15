using Microsoft.Data.Sqlite;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A file of SQLite's, which SQLite itself has to find nothing wrong with.</summary>
internal sealed class KilledSqlite(string file) : KilledStore
{
    public override string Uri => $"sqlite:///{file}";

    public override async Task CheckAsync()
    {
        if (!File.Exists(file))
        {
            return;
        }

        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await connection.OpenAsync();
        Assert.Equal("ok", await AskAsync(connection, "PRAGMA integrity_check"));
        Assert.Null(await AskAsync(connection, "PRAGMA foreign_key_check"));
    }

    private static async Task<object?> AskAsync(SqliteConnection connection, string question)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = question;
        return await command.ExecuteScalarAsync();
    }
}
