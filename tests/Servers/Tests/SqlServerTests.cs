using Xunit;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>Users, rights and settings of the servers that speak SQL.</summary>
public sealed class SqlServerTests
{
    [Fact]
    [Trait("Needs", "postgres")]
    [Trait("Needs", "own-postgres")]
    public async Task StartAsync_Postgres_IsDurableAndTakesSettings()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(new Dictionary<string, string> { ["max_connections"] = "17" });

        Assert.Equal("on", await server.ExecuteAsync("SHOW fsync"));
        Assert.Equal("on", await server.ExecuteAsync("SHOW synchronous_commit"));
        Assert.Equal("17", await server.ExecuteAsync("SHOW max_connections"));
    }

    [Fact]
    [Trait("Needs", "mysql")]
    [Trait("Needs", "own-mysql")]
    public async Task StartAsync_MariaDb_IsDurableAndTakesSettings()
    {
        await using MariaDbServer server = await MariaDbServer.StartAsync(new Dictionary<string, string> { ["max_connections"] = "17" });

        Assert.Equal(
            "1\t17\t268435456\tlatin1",
            await server.ExecuteAsync(
                "SELECT @@innodb_flush_log_at_trx_commit, @@max_connections, @@max_allowed_packet, @@global.character_set_server"));
    }

    [Fact]
    [Trait("Needs", "postgres")]
    public async Task CreateUserAsync_Postgres_WantsThePasswordAndLetsNoTablesBeCreated() =>
        await CheckUserAsync(await SharedServers.PostgresAsync(), "psql", name => (["-w", "-d", name], "PGPASSWORD"));

    [Fact]
    [Trait("Needs", "mysql")]
    public async Task CreateUserAsync_MariaDb_WantsThePasswordAndLetsNoTablesBeCreated()
    {
        MariaDbServer server = await SharedServers.MariaDbAsync();
        await CheckUserAsync(
            server, "mariadb", name => (["--no-defaults", "--protocol=tcp", "-h", "127.0.0.1", "-P", $"{server.Port}", "-u", "guest", name], "MYSQL_PWD"));
    }

    private static async Task CheckUserAsync(SqlServer server, string client, Func<string, (string[] Arguments, string Variable)> connect)
    {
        ServerDatabase database = await server.CreateDatabaseAsync();
        ServerDatabase guest = await server.CreateUserAsync(database, "guest", "a 'secret'");
        Assert.Contains("guest:a%20%27secret%27@", guest.Uri, StringComparison.Ordinal);
        (string[] arguments, string variable) = connect(client == "psql" ? guest.Uri.Replace(":a%20%27secret%27", "", StringComparison.Ordinal) : guest.Name);

        Task<(int ExitCode, string Output, string Errors)> Ask(string sql, string password) =>
            new Command([client, .. arguments]) { Input = sql }.With(variable, password).TryAsync(CancellationToken.None);

        Assert.Contains("1", (await Ask("SELECT 1;", "a 'secret'")).Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await Ask("SELECT 1;", "another")).ExitCode);
        Assert.Contains("denied", (await Ask("CREATE TABLE t (n INT);", "a 'secret'")).Errors, StringComparison.Ordinal);
    }
}
