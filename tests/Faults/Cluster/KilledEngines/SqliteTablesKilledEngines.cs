using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

public sealed class SqliteTablesKilledEngines(ITestOutputHelper output) : KilledEngineSuite(output)
{
    // The membership in a file of its own: to be seen alive, silos do not take turns with what flows write.
    protected override Task<string[]> CreateStoreAsync() => Task.FromResult<string[]>(
    [
        "Clustering:Provider=AdoNet", "Clustering:Invariant=System.Data.SQLite", "Clustering:ConnectionString=Data Source=members.sqlite",
        "Storage:Path=silo.sqlite", "Storage:Layout=Tables",
    ]);
}
