using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>The backends that are used from this process, without a cluster.</summary>
internal static class EmbeddedHosts
{
    public static readonly IReadOnlyDictionary<string, Func<Task<IBackendHost>>> ByName = new Dictionary<string, Func<Task<IBackendHost>>>
    {
        ["memory"] = () => Task.FromResult<IBackendHost>(new MemoryHost()),
        ["directory"] = () => Task.FromResult<IBackendHost>(new DirectoryHost()),
        ["postgres"] = () => SqlServerHost.StartAsync(
            async () => await PostgresServer.StartAsync(), uri => Backends.Fetch(uri)),
        ["sqlite"] = () => Task.FromResult<IBackendHost>(new SqliteHost()),
        ["zookeeper"] = ZooKeeperHost.StartAsync,
    };
}
