using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "postgres")]
public sealed class PostgresKilledWriters(ITestOutputHelper output) : KilledWriterSuite(output)
{
    private protected override async Task<KilledStore> CreateStoreAsync(TemporaryFolder folder)
    {
        SqlServer server = await SharedServers.PostgresAsync();
        ServerDatabase database = await server.CreateDatabaseAsync();
        return new KilledServerStore(database, () => server.ExecuteAsync($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database.Name}'"));
    }
}
