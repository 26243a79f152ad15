using System.Data.Common;

namespace Orleans.TaskFlow;

/// <summary>Statements without parameters.</summary>
internal static class DbConnectionExtensions
{
    /// <summary>Runs a statement, or several.</summary>
    /// <returns>The first column of the first row; null if there is none.</returns>
    public static async Task<object?> ScalarAsync(this DbConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Reads the first two columns, which are text.</summary>
    public static async Task<IReadOnlyList<(string First, string Second)>> PairsAsync(
        this DbConnection connection, string query, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pairs = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            pairs.Add((reader.GetString(0), reader.GetString(1)));
        }

        return pairs;
    }
}
