using Orleans.TaskFlow.Cli;

return await new TaskFlowCommand().RunAsync(args);
