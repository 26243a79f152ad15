using Orleans.TaskFlow;
using Orleans.TaskFlow.Tests.Benchmarks;

MySqlBackend.Register();
return await new BenchmarkCommand([MariaDbSubject.Kind.Name]).RunAsync(args, options => new BenchmarkRun(options).RunAsync([MariaDbSubject.Kind]));
