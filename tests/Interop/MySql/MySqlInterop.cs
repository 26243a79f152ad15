using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Interop;

/// <summary>On MariaDB. A project of its own: not everybody has the driver.</summary>
[Trait("Needs", "python")]
[Trait("Needs", "mysql")]
public sealed class MySqlInterop : InteropSuite
{
    protected override async Task<SharedStore> CreateStoreAsync()
    {
        MySqlBackend.Register();
        ServerDatabase database = await (await SharedServers.MariaDbAsync()).CreateDatabaseAsync();
        string uri = database.Uri.Replace("mysql://", "mysql+pymysql://", StringComparison.Ordinal);
        return SharedStore.OnServer(uri, new() { ["connection"] = uri });
    }
}
