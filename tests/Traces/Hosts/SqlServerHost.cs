using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>A server, started for the run: one database, which is cleared for each trace.</summary>
public sealed class SqlServerHost : IBackendHost
{
    private readonly SqlServer _server;
    private readonly ServerDatabase _database;
    private readonly Func<string, IBackend> _fetch;

    private SqlServerHost(SqlServer server, ServerDatabase database, Func<string, IBackend> fetch)
    {
        _server = server;
        _database = database;
        _fetch = fetch;
    }

    /// <summary>Starts it.</summary>
    /// <param name="start">Starts the server.</param>
    /// <param name="fetch">Makes a backend from a URI.</param>
    public static async Task<IBackendHost> StartAsync(Func<Task<SqlServer>> start, Func<string, IBackend> fetch)
    {
        ArgumentNullException.ThrowIfNull(start);
        SqlServer server = await start();
        return new SqlServerHost(server, await server.CreateDatabaseAsync(), fetch);
    }

    public async Task<IFlowStorageFactory> CreateEmptyAsync()
    {
        IBackend backend = _fetch(_database.Uri);
        IConnection connection = backend.Connect();
        await connection.UpgradeAsync();
        await connection.ClearAllAsync();
        return new EmbeddedFlowStorages(backend);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
