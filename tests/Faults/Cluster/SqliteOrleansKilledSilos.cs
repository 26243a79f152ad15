using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

public sealed class SqliteOrleansKilledSilos(ITestOutputHelper output) : KilledSiloSuite(output)
{
    protected override Task<string[]> CreateStoreAsync() => Task.FromResult<string[]>(["Storage:Path=silo.sqlite", "Storage:Layout=Orleans"]);
}
