using Orleans.TaskFlow.Tests.Traces;

var hosts = new Dictionary<string, Func<Task<IBackendHost>>>
{
    ["cluster"] = ClusterHost.StartInMemoryAsync,
    ["cluster+sqlite"] = ClusterHost.StartOnSqliteAsync,
    ["cluster+postgres"] = ClusterHost.StartOnPostgresAsync,
    ["cluster+mysql"] = ClusterHost.StartOnMySqlAsync,
    ["cluster+sqlite+tables"] = ClusterHost.StartOnSqliteTablesAsync,
    ["cluster+postgres+tables"] = ClusterHost.StartOnPostgresTablesAsync,
    ["cluster+mysql+tables"] = ClusterHost.StartOnMySqlTablesAsync,
    ["cluster+zookeeper"] = ClusterHost.StartOnZooKeeperAsync,
};
return await TraceProgram.RunAsync(args, hosts, Console.Out);
