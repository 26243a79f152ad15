using System.Data.Common;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A database as others than a cluster see it.</summary>
internal static class TableDatabases
{
    /// <summary>The embedded backend on a database.</summary>
    public static IBackend Embedded(this IDatabaseKind kind, string connectionString)
    {
        OrleansSchema schema = OrleansSchema.Find(kind.Invariant)!;
        return schema.CreateTables(schema.Parse(connectionString), services: null);
    }

    /// <summary>Takes a flow as the storage of another activation does.</summary>
    public static async Task<IConnection> TakeAsync(this IBackend embedded, string flowUuid) =>
        (await new GrainTables(embedded, TimeProvider.System).TakeAsync(flowUuid)).Connect();

    /// <summary>The result of a statement, as anybody's SQL tool gets it.</summary>
    public static async Task<IReadOnlyList<string>> QueryAsync(this IDatabaseKind kind, string connectionString, string statement)
    {
        OrleansSchema schema = OrleansSchema.Find(kind.Invariant)!;
        await using DbConnection connection = schema.Connect(schema.Parse(connectionString), create: false);
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : reader.GetValue(column).ToString())));
        }

        return rows;
    }
}
