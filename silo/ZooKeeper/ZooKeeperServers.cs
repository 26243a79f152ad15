using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow;

/// <summary>ZooKeeper servers, and the node below which a silo keeps its membership, or its grains' states and reminders.</summary>
internal sealed record ZooKeeperServers
{
    private const int DefaultPort = 2181;

    /// <summary>How long the servers have to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _hosts;
    private readonly string _path;

    private ZooKeeperServers(string hosts, string path)
    {
        _hosts = hosts;
        _path = path;
    }

    /// <summary>How Orleans' provider connects.</summary>
    public string ConnectionString => _hosts + _path;

    /// <summary>The servers, each with its port.</summary>
    public string Hosts => _hosts;

    /// <summary>Below which node grains' states are; a membership is beside it, in a node named for its cluster.</summary>
    public string StoragePath => $"{_path}/grain-states";

    /// <summary>Below which node grains' reminders are.</summary>
    public string ReminderPath => $"{_path}/reminders";

    /// <summary>What a log may say of them.</summary>
    public string Description => $"ZooKeeper at {ConnectionString}";

    private string Root => _path.Length == 0 ? "/" : _path;

    /// <summary>Checks a connection string, without connecting.</summary>
    /// <exception cref="ArgumentException">It cannot be used; the message says why.</exception>
    public static ZooKeeperServers Parse(string connectionString)
    {
        var slash = connectionString.IndexOf('/', StringComparison.Ordinal);
        var hosts = (slash < 0 ? connectionString : connectionString[..slash])
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(host => Uri.TryCreate($"zookeeper://{host}", UriKind.Absolute, out var address) && address.Host.Length > 0 && address.UserInfo.Length == 0
                ? $"{address.Host}:{(address.Port < 0 ? DefaultPort : address.Port)}"
                : throw Unreadable())
            .ToArray();
        var path = slash < 0 ? "" : connectionString[slash..].TrimEnd('/');
        return path.Contains("//", StringComparison.Ordinal) ? throw Unreadable() : new ZooKeeperServers(string.Join(',', hosts), path);

        static ArgumentException Unreadable() =>
            new("The servers of ZooKeeper are needed, such as zk1:2181,zk2:2181,zk3:2181, and after them a path, such as /taskflow, if the nodes are to be below one.");
    }

    /// <summary>Makes the node below which everything is, if it is not there, open as all that Orleans' provider makes below it. Any number of silos may do so at once.</summary>
    /// <exception cref="IOException">The servers do not answer or do not allow it; the message says so.</exception>
    public Task EnsureAsync() => UseAsync(nodes => nodes.EnsureAsync(Root, CancellationToken.None));

    /// <summary>Reads whether the node is there below which everything is.</summary>
    /// <exception cref="IOException">It is not, or the servers do not answer.</exception>
    public Task RequireAsync(CancellationToken cancellationToken = default) => UseAsync(async nodes =>
    {
        if (await nodes.LookAsync(Root, cancellationToken) is null)
        {
            throw new IOException(
                $"{Description} cannot be used: it lacks the node {Root}. Create it, or start one silo with {SiloSettings.Section}:{nameof(SiloSettings.Schema)}={nameof(SchemaMode.Create)}.");
        }
    });

    /// <inheritdoc/>
    public override string ToString() => Description;

    // Our own client: that of Orleans' provider takes a wake-up without data for a lost connection now and then.
    private async Task UseAsync(Func<ZooKeeperNodes, Task> work)
    {
        var options = new ZooKeeperBackendOptions { Servers = _hosts, SessionTimeout = Patience, OperationTimeout = Patience };
        await using var sessions = new ZooKeeperSessions(options, "ensemble", NullLogger.Instance, TimeProvider.System);
        try
        {
            await work(new ZooKeeperNodes(sessions, NodeAccess.Everybody, "ensemble"));
        }
        catch (StorageFailureException cause)
        {
            throw new IOException($"{Description} cannot be used: {cause.Message}", cause);
        }
    }
}
