using Orleans.TaskFlow;
using Orleans.TaskFlow.Tests.Faults.Writer;

ZooKeeperBackend.Register();
return await WriterProgram.RunAsync(args);
