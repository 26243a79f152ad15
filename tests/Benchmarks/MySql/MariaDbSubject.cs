using Microsoft.Extensions.DependencyInjection;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A MariaDB of its own, with its usual durability, and a program in this process that uses it.</summary>
public sealed class MariaDbSubject : ISubject
{
    private readonly MariaDbServer _server;
    private readonly ServerDatabase _peers;
    private readonly PreparedUpdates _limit;
    private readonly ServiceProvider _services;

    private MariaDbSubject(MariaDbServer server, ServerDatabase database, ServerDatabase peers, PreparedUpdates limit)
    {
        _server = server;
        _peers = peers;
        _limit = limit;
        _services = new ServiceCollection().AddTaskFlow(database.Uri).BuildServiceProvider();
        Storages = _services.GetRequiredService<IFlowStorageFactory>();
    }

    public static SubjectKind Kind { get; } = new("mysql", "mysql", _ => StartAsync()) { Sample = ["reopen", "set_state", "save_small", "save_10k"] };

    public IFlowStorageFactory Storages { get; }

    public string PeerConnection => _peers.Uri.Replace("mysql://", "mysql+pymysql://", StringComparison.Ordinal);

    public ILimit? LimitOf(Scenario scenario, int callers) => scenario.Kind == ScenarioKind.Write ? _limit.Of(callers, scenario.WrittenLength) : null;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _limit.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<ISubject> StartAsync()
    {
        MariaDbServer server = await MariaDbServer.StartAsync();
        return new MariaDbSubject(
            server,
            await server.CreateDatabaseAsync(),
            await server.CreateDatabaseAsync(),
            await PreparedUpdates.CreateAsync(await server.CreateDatabaseAsync()));
    }
}
