using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.MySql;

/// <summary>A database of its own for one test, which backends and plain SQL reach.</summary>
internal sealed class MariaDbDatabase(MariaDbServer server, ServerDatabase database)
{
    public MariaDbServer Server => server;

    public ServerDatabase Named => database;

    /// <summary>One on the server that all tests share.</summary>
    public static async Task<MariaDbDatabase> CreateAsync() => await CreateAsync(await SharedServers.MariaDbAsync());

    public static async Task<MariaDbDatabase> CreateAsync(MariaDbServer server) => new(server, await server.CreateDatabaseAsync());

    public MySqlBackend Open() => new(new MySqlBackendOptions { ConnectionString = database.ConnectionString });

    /// <summary>A backend on the database, which is set up.</summary>
    public async Task<MySqlBackend> OpenUpgradedAsync()
    {
        MySqlBackend backend = Open();
        await backend.Connect().UpgradeAsync();
        return backend;
    }

    /// <summary>Runs plain SQL through another driver, as another program would.</summary>
    /// <returns>The rows.</returns>
    public async Task<string[]> QueryAsync(string sql) =>
        (await server.ExecuteAsync(sql, database.Name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
