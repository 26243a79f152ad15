using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "mysql")]
public sealed class MariaDbKilledWriters(ITestOutputHelper output) : KilledWriterSuite(output)
{
    private protected override async Task<KilledStore> CreateStoreAsync(TemporaryFolder folder)
    {
        MySqlBackend.Register();
        SqlServer server = await SharedServers.MariaDbAsync();
        ServerDatabase database = await server.CreateDatabaseAsync();
        return new KilledServerStore(database, () => server.ExecuteAsync($"SELECT count(*) FROM information_schema.processlist WHERE db = '{database.Name}'"));
    }
}
