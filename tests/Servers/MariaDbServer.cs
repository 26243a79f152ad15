using System.Data.Common;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>
/// MariaDB, durable, and with latin1 for whoever does not say utf8mb4. The variable <c>TASKFLOW_TEST_MYSQL</c> names a MariaDB or MySQL
/// elsewhere, by a connection string of MySqlConnector.
/// </summary>
public sealed class MariaDbServer : SqlServer
{
    /// <summary>The variable that names one elsewhere.</summary>
    public const string Variable = "TASKFLOW_TEST_MYSQL";
    private const int DefaultPort = 3306;

    private static readonly ServerAccount Account = new("mysql", "mysql");

    private readonly string _client;

    private MariaDbServer(ServerProcess? process, DbConnectionStringBuilder connection, string client)
        : base(process, connection) => _client = client;

    private protected override string Description => $"MariaDB is the one that {Variable} names";

    private protected override string UserKey => "User ID";

    private protected override string Scheme => "mysql";

    /// <inheritdoc cref="StartAsync(IReadOnlyDictionary{string, string}, CancellationToken)"/>
    public static Task<MariaDbServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(new Dictionary<string, string>(), cancellationToken);

    /// <summary>Starts one on a free port of 127.0.0.1, on a folder of its own.</summary>
    /// <param name="settings">As in my.cnf, such as <c>max_connections</c>; those of durability are on unless they are named here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServerUnavailableException">It is not on this machine and cannot be installed.</exception>
    /// <exception cref="ServerStartException">It does not start.</exception>
    public static Task<MariaDbServer> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken = default) =>
        StartAsync(settings, diskMegabytes: null, cancellationToken);

    /// <inheritdoc cref="StartAsync(IReadOnlyDictionary{string, string}, CancellationToken)"/>
    /// <param name="settings">As above.</param>
    /// <param name="diskMegabytes">How large the disk is that its data is on (<see cref="TestServer.Disk"/>); null for what there is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MariaDbServer> StartAsync(
        IReadOnlyDictionary<string, string> settings, int? diskMegabytes, CancellationToken cancellationToken = default)
    {
        if (Elsewhere(Variable, DefaultPort) is { } named)
        {
            foreach (string alias in new[] { "Username", "User", "Uid", "UserID" })
            {
                Rename(named, alias, "User ID");
            }

            string client = await DebianPackages.FindAsync(FindClient, "The client mariadb", Variable, ["mariadb-client"], cancellationToken);
            return new MariaDbServer(process: null, named, client);
        }

        string server = await DebianPackages.FindAsync(
            () => FindClient() is null || DebianPackages.PathOf("mariadb-install-db") is null ? null : DebianPackages.PathOf("mariadbd"),
            "MariaDB", Variable, ["mariadb-server", "mariadb-client"], cancellationToken);
        ServerFolder folder = await ServerFolder.CreateAsync("mariadb", Account, tidySignal: null, cancellationToken);
        try
        {
            SmallDisk? disk = diskMegabytes is { } size ? await SmallDisk.MountAsync(folder["data"], size, Account, cancellationToken) : null;
            // A server that starts removes the temporary tables of all others in the same folder.
            Directory.CreateDirectory(folder["tmp"]);
            await Account.OwnAsync(folder["tmp"], cancellationToken);
            await new Command(Account.Run(
                DebianPackages.PathOf("mariadb-install-db")!, "--no-defaults", $"--datadir={folder["data"]}",
                "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"))
                .With("TMPDIR", folder["tmp"])
                .RunAsync(cancellationToken);
            return await LoopbackPorts.UseAsync(1, ports => StartAsync(server, folder, ports[0], settings, disk, cancellationToken));
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>A certificate, and the settings of a server that shows it.</summary>
    public static Task<ServerCertificate> CertifyAsync(CancellationToken cancellationToken = default) => ServerCertificate.CreateAsync(
        Account, static (file, key) => new() { ["ssl-cert"] = file, ["ssl-key"] = key }, cancellationToken);

    private protected override string StatementsForUser(string database, string user, string password) =>
        $"CREATE USER '{user}'@'%' IDENTIFIED BY '{password}'; GRANT SELECT ON {database}.* TO '{user}'@'%';";

    private protected override Command Client(string sql, string database) => new Command(
        [_client, "--no-defaults", "--protocol=tcp", "-N", "-B", "--default-character-set=utf8mb4",
        "-h", Host, "-P", $"{Port}", "-u", User, .. database.Length == 0 ? Array.Empty<string>() : [database]])
    { Input = sql }.With("MYSQL_PWD", Password);

    private static async Task<MariaDbServer> StartAsync(
        string program, ServerFolder folder, int port, IReadOnlyDictionary<string, string> settings, SmallDisk? disk, CancellationToken cancellationToken)
    {
        // Executed at every start, before the first client is let in.
        string firstStatements = folder["data/users.sql"];
        await File.WriteAllTextAsync(
            firstStatements,
            $"CREATE USER IF NOT EXISTS '{DefaultUser}'@'127.0.0.1';\n"
            + $"GRANT ALL ON *.* TO '{DefaultUser}'@'127.0.0.1' WITH GRANT OPTION;\n"
            + "CREATE DATABASE IF NOT EXISTS taskflow;\n",
            cancellationToken);
        await Account.OwnAsync(firstStatements, cancellationToken);

        var all = new Dictionary<string, string>
        {
            ["datadir"] = folder["data"],
            ["tmpdir"] = folder["tmp"],
            ["port"] = $"{port}",
            ["bind-address"] = "127.0.0.1",
            ["socket"] = folder["data/socket"],
            ["pid-file"] = folder["data/pid"],
            ["init-file"] = firstStatements,
            ["skip-name-resolve"] = "1",
            ["max-connections"] = "1000",
            // A result of 64 MiB, in a statement that may have to escape it.
            ["max-allowed-packet"] = "256M",
            ["innodb-flush-log-at-trx-commit"] = "1",
            // What a server is set to is not for a backend to rely on: users have old servers.
            ["character-set-server"] = "latin1",
            ["collation-server"] = "latin1_swedish_ci",
        };
        foreach ((string name, string value) in settings)
        {
            all[name.Replace('_', '-')] = value;
        }

        var process = new ServerProcess(
            folder, Account, stopSignal: "TERM", [program, "--no-defaults", .. all.Select(setting => $"--{setting.Key}={setting.Value}")]);
        var connection = new DbConnectionStringBuilder
        {
            ["Host"] = "127.0.0.1",
            ["Port"] = $"{port}",
            ["User ID"] = DefaultUser,
            ["Database"] = "taskflow",
        };
        var server = new MariaDbServer(process, connection, FindClient()!) { Disk = disk };
        await process.StartAsync(server.AnswersAsync, cancellationToken);
        return server;
    }

    private static string? FindClient() => DebianPackages.PathOf("mariadb") ?? DebianPackages.PathOf("mysql");
}
