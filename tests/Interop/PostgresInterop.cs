using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Interop;

[Trait("Needs", "python")]
[Trait("Needs", "postgres")]
public sealed class PostgresInterop : InteropSuite
{
    protected override async Task<SharedStore> CreateStoreAsync()
    {
        ServerDatabase database = await (await SharedServers.PostgresAsync()).CreateDatabaseAsync();
        string uri = database.Uri.Replace("postgresql://", "postgresql+psycopg2://", StringComparison.Ordinal);

        // Both take the URI as SQLAlchemy writes it.
        return SharedStore.OnServer(uri, new() { ["connection"] = uri });
    }
}
