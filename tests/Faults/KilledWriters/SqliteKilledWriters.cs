using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

public sealed class SqliteKilledWriters(ITestOutputHelper output) : KilledWriterSuite(output)
{
    protected override int Kills => 200;

    private protected override Task<KilledStore> CreateStoreAsync(TemporaryFolder folder) =>
        Task.FromResult<KilledStore>(new KilledSqlite(folder["flows.sqlite"]));
}
