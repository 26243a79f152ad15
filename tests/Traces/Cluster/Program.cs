using Orleans.TaskFlow.Tests.Traces;

var hosts = new Dictionary<string, Func<Task<IBackendHost>>>
{
    ["cluster"] = ClusterHost.StartInMemoryAsync,
    ["cluster+sqlite"] = ClusterHost.StartOnSqliteAsync,
};
return await TraceProgram.RunAsync(args, hosts, Console.Out);
