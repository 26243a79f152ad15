using Orleans.TaskFlow;
using Orleans.TaskFlow.Tests.Servers;
using Orleans.TaskFlow.Tests.Traces;

MySqlBackend.Register();
var hosts = new Dictionary<string, Func<Task<IBackendHost>>>
{
    ["mysql"] = () => SqlServerHost.StartAsync(async () => await MariaDbServer.StartAsync(), uri => Backends.Fetch(uri)),
};
return await TraceProgram.RunAsync(args, hosts, Console.Out);
