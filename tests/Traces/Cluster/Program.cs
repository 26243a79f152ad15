using Orleans.TaskFlow.Tests.Traces;

var hosts = new Dictionary<string, Func<Task<IBackendHost>>>
{
    ["cluster"] = ClusterHost.StartInMemoryAsync,
    ["cluster+sqlite"] = ClusterHost.StartOnSqliteAsync,
    ["cluster+postgres"] = ClusterHost.StartOnPostgresAsync,
    ["cluster+mysql"] = ClusterHost.StartOnMySqlAsync,
    ["cluster+zookeeper"] = ClusterHost.StartOnZooKeeperAsync,
};
return await TraceProgram.RunAsync(args, hosts, Console.Out);
