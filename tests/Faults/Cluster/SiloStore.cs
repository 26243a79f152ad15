using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>Where a silo keeps what it has, as an operator writes it in its settings.</summary>
internal static class SiloStore
{
    /// <summary>Records in a new database of a server.</summary>
    public static async Task<string[]> NewAsync(string provider, TestServer server, string layout) =>
        Records(provider, (await server.CreateDatabaseAsync()).ConnectionString, layout);

    /// <summary>Records, in TaskFlow's tables, and membership in a database of PostgreSQL.</summary>
    public static string[] OnPostgres(string database) =>
    [
        "Clustering:Provider=AdoNet", "Clustering:Invariant=Npgsql", $"Clustering:ConnectionString={database}",
        .. Records("Postgres", database, "Tables"),
    ];

    private static string[] Records(string provider, string database, string layout) =>
        [$"Storage:Provider={provider}", $"Storage:ConnectionString={database}", $"Storage:Layout={layout}"];
}
