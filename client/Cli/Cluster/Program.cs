using Orleans.TaskFlow;
using Orleans.TaskFlow.Cli;

Backends.Register("cluster", GatewayBackend.Of);
MySqlBackend.Register();
ZooKeeperBackend.Register();
return await new TaskFlowCommand().RunAsync(args);
