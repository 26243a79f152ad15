using System.Globalization;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>
/// ZooKeeper: one node, alone or of an ensemble, which forces every write to the disk. The variable <c>TASKFLOW_TEST_ZOOKEEPER</c> names one elsewhere,
/// as <c>host:port[,host:port...]</c>.
/// </summary>
public sealed class ZooKeeperServer : TestServer
{
    /// <summary>The variable that names one elsewhere.</summary>
    public const string Variable = ZooKeeperInstallation.Variable;

    private readonly string _hosts;
    private readonly string[] _wantedModes;

    private ZooKeeperServer(ServerProcess? process, string hosts, int port, params string[] wantedModes)
        : base(process, port)
    {
        _hosts = hosts;
        _wantedModes = wantedModes;
    }

    /// <inheritdoc/>
    public override string ConnectionString => _hosts;

    /// <inheritdoc/>
    public override string Uri => $"zookeeper://{_hosts}/";

    private protected override string Description => $"ZooKeeper is the one that {ZooKeeperInstallation.Variable} names";

    /// <inheritdoc cref="StartAsync(IReadOnlyDictionary{string, string}, CancellationToken)"/>
    public static Task<ZooKeeperServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(new Dictionary<string, string>(), cancellationToken);

    /// <summary>Starts one on a free port of 127.0.0.1, on a folder of its own.</summary>
    /// <param name="settings">As in zoo.cfg.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServerUnavailableException">It is not on this machine and cannot be installed.</exception>
    /// <exception cref="ServerStartException">It does not start.</exception>
    public static async Task<ZooKeeperServer> StartAsync(
        IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken = default)
    {
        if (Environment.GetEnvironmentVariable(ZooKeeperInstallation.Variable) is { Length: > 0 } named)
        {
            string hosts = named.Split('/')[0];
            return new ZooKeeperServer(process: null, hosts, PortOf(hosts));
        }

        var installation = await ZooKeeperInstallation.FindAsync(cancellationToken);
        ServerFolder folder = await installation.CreateFolderAsync(cancellationToken);
        try
        {
            return await LoopbackPorts.UseAsync(1, async ports =>
            {
                ZooKeeperServer server = await CreateAsync(installation, folder, ports[0], settings, number: null, cancellationToken);
                await server.Own.StartAsync(server.AnswersAsync, cancellationToken);
                return server;
            });
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Prepares a node of an ensemble; <see cref="Launch"/> starts it.</summary>
    internal static async Task<ZooKeeperServer> CreateAsync(
        ZooKeeperInstallation installation,
        ServerFolder folder,
        int port,
        IReadOnlyDictionary<string, string> settings,
        int? number,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = await installation.ConfigureAsync(folder, port, settings, number, cancellationToken);
        return new ZooKeeperServer(
            new ServerProcess(folder, ZooKeeperInstallation.Account, stopSignal: "TERM", command),
            $"127.0.0.1:{port}",
            port,
            number is null ? ["standalone"] : ["leader", "follower"]);
    }

    /// <inheritdoc/>
    public override Task<ServerDatabase> CreateDatabaseAsync(string? name = null, CancellationToken cancellationToken = default) =>
        CreateNodeAsync(_hosts, Port, name ?? FreshName(), cancellationToken);

    /// <summary>Whether it leads the others of its ensemble.</summary>
    public async Task<bool> LeadsAsync(CancellationToken cancellationToken = default) =>
        (await ZooKeeperSession.AskAsync(Port, "srvr", cancellationToken)).Contains("Mode: leader", StringComparison.Ordinal);

    /// <summary>Creates a node through one server of those that the hosts name.</summary>
    internal static async Task<ServerDatabase> CreateNodeAsync(string hosts, int port, string name, CancellationToken cancellationToken)
    {
        string host = hosts.Contains($":{port}", StringComparison.Ordinal) ? HostOf(hosts) : "127.0.0.1";
        await using ZooKeeperSession session = await ZooKeeperSession.ConnectAsync(host, port, cancellationToken);
        await session.CreateAsync($"/{name}", ReadOnlyMemory<byte>.Empty, cancellationToken);
        return new($"/{name}", $"{hosts}/{name}", $"zookeeper://{hosts}/{name}");
    }

    /// <summary>Starts it and does not wait: a node of an ensemble answers once there is a quorum.</summary>
    internal void Launch() => Own.Launch();

    /// <summary>Waits until it serves requests.</summary>
    internal Task ServesAsync(CancellationToken cancellationToken) => Own.AnswersAsync(AnswersAsync, cancellationToken);

    private protected override async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        string status = await ZooKeeperSession.AskAsync(Port, "srvr", cancellationToken);
        return _wantedModes.Any(mode => status.Contains($"Mode: {mode}", StringComparison.Ordinal));
    }

    private static string HostOf(string hosts) => hosts.Split(',')[0].Split(':')[0];

    private static int PortOf(string hosts) => hosts.Split(',')[0].Split(':') is [_, string port]
        ? int.Parse(port, CultureInfo.InvariantCulture)
        : throw new ServerUnavailableException($"{ZooKeeperInstallation.Variable} has no port. It takes 'host:port[,host:port...]'.");
}
