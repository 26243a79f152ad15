using Orleans.TaskFlow;

return await SiloProgram.RunAsync(args);
