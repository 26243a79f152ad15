using System.Data.Common;
using System.Globalization;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>PostgreSQL, durable as it is by default. The variable <c>TASKFLOW_TEST_POSTGRES</c> names one elsewhere, by a connection string of Npgsql.</summary>
public sealed class PostgresServer : SqlServer
{
    /// <summary>The variable that names one elsewhere.</summary>
    public const string Variable = "TASKFLOW_TEST_POSTGRES";
    private const int DefaultPort = 5432;

    private static readonly ServerAccount Account = new("postgres", "postgres");

    // Whoever is not the default user has to have a password, and the right one.
    private const string Rules = $"""
        host all {DefaultUser} 127.0.0.1/32 trust
        host all all 127.0.0.1/32 scram-sha-256
        """;

    private readonly string _psql;

    private PostgresServer(ServerProcess? process, DbConnectionStringBuilder connection, string psql)
        : base(process, connection) => _psql = psql;

    private protected override string Description => $"PostgreSQL is the one that {Variable} names";

    private protected override string UserKey => "Username";

    private protected override string Scheme => "postgresql";

    /// <inheritdoc cref="StartAsync(IReadOnlyDictionary{string, string}, CancellationToken)"/>
    public static Task<PostgresServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(new Dictionary<string, string>(), cancellationToken);

    /// <summary>Starts one on a free port of 127.0.0.1, on a folder of its own.</summary>
    /// <param name="settings">As in postgresql.conf, such as <c>max_connections</c>; those of durability are on unless they are named here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServerUnavailableException">It is not on this machine and cannot be installed.</exception>
    /// <exception cref="ServerStartException">It does not start.</exception>
    public static Task<PostgresServer> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken = default) =>
        StartAsync(settings, diskMegabytes: null, cancellationToken);

    /// <inheritdoc cref="StartAsync(IReadOnlyDictionary{string, string}, CancellationToken)"/>
    /// <param name="settings">As above.</param>
    /// <param name="diskMegabytes">How large the disk is that its data is on (<see cref="TestServer.Disk"/>); null for what there is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PostgresServer> StartAsync(
        IReadOnlyDictionary<string, string> settings, int? diskMegabytes, CancellationToken cancellationToken = default)
    {
        if (Elsewhere(Variable, DefaultPort) is { } named)
        {
            Rename(named, "User ID", "Username");
            string client = await DebianPackages.FindAsync(
                () => DebianPackages.PathOf("psql"), "psql", Variable, ["postgresql-client"], cancellationToken);
            return new PostgresServer(process: null, named, client);
        }

        string programs = await DebianPackages.FindAsync(FindPrograms, "PostgreSQL", Variable, ["postgresql"], cancellationToken);
        ServerFolder folder = await ServerFolder.CreateAsync("postgres", Account, tidySignal: "QUIT", cancellationToken);
        try
        {
            SmallDisk? disk = diskMegabytes is { } size ? await SmallDisk.MountAsync(folder["data"], size, Account, cancellationToken) : null;
            await new Command(Account.Run(
                $"{programs}/initdb", "-D", folder["data"], "-U", DefaultUser, "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync"))
                .RunAsync(cancellationToken);
            await File.WriteAllTextAsync(folder["data/pg_hba.conf"], $"{Rules}\n", cancellationToken);
            return await LoopbackPorts.UseAsync(1, ports => StartAsync(programs, folder, ports[0], settings, disk, cancellationToken));
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>A certificate, and the settings of a server that shows it.</summary>
    public static Task<ServerCertificate> CertifyAsync(CancellationToken cancellationToken = default) => ServerCertificate.CreateAsync(
        Account, static (file, key) => new() { ["ssl"] = "on", ["ssl_cert_file"] = file, ["ssl_key_file"] = key }, cancellationToken);

    private protected override string StatementsForUser(string database, string user, string password) =>
        $"CREATE USER {user} PASSWORD '{password}'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {user}; "
        + $"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {user};";

    private protected override Command Client(string sql, string database) => new Command(
        _psql, "-X", "-q", "-A", "-t", "-w", "-v", "ON_ERROR_STOP=1",
        "-h", Host, "-p", $"{Port}", "-U", User, "-d", database.Length == 0 ? "postgres" : database)
    { Input = sql }.With("PGPASSWORD", Password);

    private static async Task<PostgresServer> StartAsync(
        string programs, ServerFolder folder, int port, IReadOnlyDictionary<string, string> settings, SmallDisk? disk, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>
        {
            ["port"] = $"{port}",
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            // In its folder, where a killed server leaves nothing behind.
            ["dynamic_shared_memory_type"] = "mmap",
            ["max_connections"] = "500",
            ["fsync"] = "on",
            ["synchronous_commit"] = "on",
            ["full_page_writes"] = "on",
        };
        foreach ((string name, string value) in settings)
        {
            all[name] = value;
        }

        var process = new ServerProcess(
            folder, Account, stopSignal: "INT",
            [$"{programs}/postgres", "-D", folder["data"], .. all.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })]);
        var connection = new DbConnectionStringBuilder
        {
            ["Host"] = "127.0.0.1",
            ["Port"] = $"{port}",
            ["Username"] = DefaultUser,
            ["Database"] = "postgres",
        };
        var server = new PostgresServer(process, connection, $"{programs}/psql") { Disk = disk };
        await process.StartAsync(server.AnswersAsync, cancellationToken);
        return server;
    }

    // Debian keeps each version in a folder of its own, and none of the servers on the path.
    private static string? FindPrograms()
    {
        const string Versions = "/usr/lib/postgresql";
        return Directory.Exists(Versions)
            ? Directory.EnumerateDirectories(Versions)
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int version) ? version : 0)
                .Select(folder => $"{folder}/bin")
                .FirstOrDefault(folder => File.Exists($"{folder}/initdb") && File.Exists($"{folder}/postgres") && File.Exists($"{folder}/psql"))
            : Path.GetDirectoryName(DebianPackages.PathOf("initdb"));
    }
}
