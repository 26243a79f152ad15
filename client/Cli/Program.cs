using Orleans.TaskFlow;
using Orleans.TaskFlow.Cli;

ZooKeeperBackend.Register();
return await new TaskFlowCommand().RunAsync(args);
