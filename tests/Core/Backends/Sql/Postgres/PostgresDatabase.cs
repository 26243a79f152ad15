using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A database of its own for one test, which backends and plain SQL reach.</summary>
internal sealed class PostgresDatabase(PostgresServer server, ServerDatabase database)
{
    public PostgresServer Server => server;

    public ServerDatabase Named => database;

    /// <summary>One on the server that all tests share.</summary>
    public static async Task<PostgresDatabase> CreateAsync() => await CreateAsync(await SharedServers.PostgresAsync());

    public static async Task<PostgresDatabase> CreateAsync(PostgresServer server) => new(server, await server.CreateDatabaseAsync());

    public PostgresBackend Open() => new(new PostgresBackendOptions { ConnectionString = database.ConnectionString });

    /// <summary>A backend on the database, which is set up.</summary>
    public async Task<PostgresBackend> OpenUpgradedAsync()
    {
        PostgresBackend backend = Open();
        await backend.Connect().UpgradeAsync();
        return backend;
    }

    /// <summary>Runs plain SQL through another driver, as another program would.</summary>
    /// <returns>The rows, columns joined by <c>|</c>.</returns>
    public async Task<string[]> QueryAsync(string sql) =>
        (await server.ExecuteAsync(sql, database.Name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
