using Microsoft.Extensions.DependencyInjection;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A PostgreSQL of its own, with its usual durability, and a program in this process that uses it.</summary>
public sealed class PostgresSubject : ISubject
{
    private readonly PostgresServer _server;
    private readonly ServerDatabase _peers;
    private readonly PgbenchUpdates _limit;
    private readonly ServiceProvider _services;

    private PostgresSubject(PostgresServer server, ServerDatabase database, ServerDatabase peers, PgbenchUpdates limit)
    {
        _server = server;
        _peers = peers;
        _limit = limit;
        _services = new ServiceCollection().AddTaskFlow(database.Uri).BuildServiceProvider();
        Commits = new PostgresCommits(server);
        Storages = _services.GetRequiredService<IFlowStorageFactory>();
    }

    public static SubjectKind Kind { get; } = new("postgres", "postgres", StartAsync)
    {
        Sample = ["reopen", "set_state", "save_small", "save_10k"],
        Runs = RunScenario.Names,
    };

    public IFlowStorageFactory Storages { get; }

    public ICommitCount Commits { get; }

    public string PeerConnection => _peers.Uri.Replace("postgresql://", "postgresql+psycopg2://", StringComparison.Ordinal);

    public ILimit? LimitOf(Scenario scenario, int callers) => scenario.Kind == ScenarioKind.Write ? _limit.Of(callers, scenario.WrittenLength) : null;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<ISubject> StartAsync(string folder)
    {
        PostgresServer server = await PostgresServer.StartAsync();
        return new PostgresSubject(
            server,
            await server.CreateDatabaseAsync(),
            await server.CreateDatabaseAsync(),
            await PgbenchUpdates.CreateAsync(server, await server.CreateDatabaseAsync(), folder));
    }
}
