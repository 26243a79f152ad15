using Xunit;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>Servers that the environment names. No other test starts one of these kinds while a variable is set: see <see cref="EnvironmentCollection"/>.</summary>
[Trait("Needs", "own-postgres")]
[Trait("Needs", "postgres")]
[Collection(EnvironmentCollection.Name)]
public sealed class NamedServerTests
{
    [Fact]
    public async Task StartAsync_NamedByTheEnvironment_UsesItAndLeavesItAlone()
    {
        await using PostgresServer own = await PostgresServer.StartAsync();
        string connection = $"{own.ConnectionString};Timeout=7";
        PostgresServer named;
        try
        {
            Environment.SetEnvironmentVariable("TASKFLOW_TEST_POSTGRES", connection);
            named = await PostgresServer.StartAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable("TASKFLOW_TEST_POSTGRES", null);
        }

        ServerDatabase database = await named.CreateDatabaseAsync();
        await named.ExecuteAsync("CREATE TABLE there (n INT)", database.Name);
        Assert.Contains("Timeout=7", database.ConnectionString, StringComparison.OrdinalIgnoreCase);
        Assert.False(named.CanRestart);
        var refused = await Assert.ThrowsAsync<NotSupportedException>(() => named.KillAsync());
        Assert.Contains("TASKFLOW_TEST_POSTGRES", refused.Message, StringComparison.Ordinal);

        await named.DisposeAsync();
        Assert.Equal("0", await own.ExecuteAsync("SELECT count(*) FROM there", database.Name));
    }
}
