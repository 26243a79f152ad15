using Orleans.TaskFlow;
using Orleans.TaskFlow.Cli;

Backends.Register("cluster", GatewayBackend.Of);
return await new TaskFlowCommand().RunAsync(args);
