namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>
/// Servers that the tests of an assembly share, because a start costs seconds: each starts when it is first asked for and ends with the
/// process, by what its folder does then. A test that stops or kills one starts its own.
/// </summary>
public static class SharedServers
{
    private static readonly Lazy<Task<PostgresServer>> Postgres = Share(() => PostgresServer.StartAsync());
    private static readonly Lazy<Task<MariaDbServer>> MariaDb = Share(() => MariaDbServer.StartAsync());
    private static readonly Lazy<Task<ZooKeeperServer>> ZooKeeper = Share(() => ZooKeeperServer.StartAsync());
    private static readonly Lazy<Task<ZooKeeperEnsemble>> Ensemble = Share(() => ZooKeeperEnsemble.StartAsync());

    /// <inheritdoc cref="PostgresServer.StartAsync(CancellationToken)"/>
    public static Task<PostgresServer> PostgresAsync() => Postgres.Value;

    /// <inheritdoc cref="MariaDbServer.StartAsync(CancellationToken)"/>
    public static Task<MariaDbServer> MariaDbAsync() => MariaDb.Value;

    /// <inheritdoc cref="ZooKeeperServer.StartAsync(CancellationToken)"/>
    public static Task<ZooKeeperServer> ZooKeeperAsync() => ZooKeeper.Value;

    /// <inheritdoc cref="ZooKeeperEnsemble.StartAsync(int, CancellationToken)"/>
    public static Task<ZooKeeperEnsemble> ZooKeeperEnsembleAsync() => Ensemble.Value;

    // Started away from the caller: xunit's synchronization context must not hold a start up.
    private static Lazy<Task<T>> Share<T>(Func<Task<T>> start) => new(() => Task.Run(start));
}
