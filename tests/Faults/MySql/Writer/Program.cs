using Orleans.TaskFlow;
using Orleans.TaskFlow.Tests.Faults.Writer;

MySqlBackend.Register();
return await WriterProgram.RunAsync(args);
