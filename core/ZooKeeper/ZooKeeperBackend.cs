using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow;

/// <summary>
/// Keeps logbooks in ZooKeeper (the seeds' <c>zookeeper</c> backend): replicated, and durable as the servers are. The nodes lie as
/// TaskFlow for Python has them, which can open the same path. Many processes may use one path at once.
/// </summary>
/// <remarks>
/// <para>An item is the node <c>books/UUID</c>, <c>flow_details/UUID</c> or <c>atom_details/UUID</c>, with its JSON as data; empty-looking nodes
/// below it are links to what belongs to it. A uuid is its own node name; the characters that a name cannot hold are percent-encoded,
/// and a uuid whose name is longer than 4,096 bytes is refused with a <see cref="StorageFailureException"/>.</para>
/// <para>A call is one transaction of ZooKeeper, in which the version of every node is checked, unless it is too large for one
/// (<see cref="ZooKeeperBackendOptions.MaxNodeSize"/>): then several prepare what is new, and the last shows it. Of two <see cref="FlowStorage"/>s
/// of one flow, the second to write a record gets a <see cref="StaleWriteException"/>.</para>
/// <para>A call whose connection was lost looks whether it was made before anything is tried again, so it is made once.</para>
/// </remarks>
public sealed class ZooKeeperBackend : IBackend, IFencingBackend
{
    /// <summary>The name under which <see cref="Register"/> makes this backend known: <c>zookeeper</c>.</summary>
    public const string Name = "zookeeper";

    private readonly ZooKeeperSessions _sessions;
    private volatile bool _disposed;

    /// <summary>A backend on the servers that the options name. Nothing is connected before the first call that needs it.</summary>
    /// <param name="options">Where the servers are. Read once.</param>
    /// <param name="logger">None if <see langword="null"/>.</param>
    /// <param name="time">Measures time-outs; the system's if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which, and what is allowed.</exception>
    public ZooKeeperBackend(ZooKeeperBackendOptions options, ILogger<ZooKeeperBackend>? logger = null, TimeProvider? time = null)
    {
        ZooKeeperOptionsCheck.Check(options);
        Options = options;
        Time = time;
        Paths = new NodePaths(options.Path);
        _sessions = new ZooKeeperSessions(options, Description, logger ?? NullLogger<ZooKeeperBackend>.Instance, time ?? TimeProvider.System);
        Nodes = new ZooKeeperNodes(
            _sessions, options.User is null ? NodeAccess.Everybody : NodeAccess.Creator, Description);
    }

    /// <inheritdoc/>
    public string Description => $"zookeeper {Options.Servers}{Options.Path}";

    internal ZooKeeperBackendOptions Options { get; }

    internal NodePaths Paths { get; }

    internal ZooKeeperNodes Nodes { get; }

    /// <summary>The session that there is now, as the servers know it; <see langword="null"/> before the first call.</summary>
    internal WireSession? Session => _sessions.Client?.Session;

    /// <summary>The batches that are known to be committed; see <see cref="NodeBatch"/>.</summary>
    internal CommittedBatches Batches { get; } = new();

    /// <summary>Dates what happens to logbooks that were read; the system's if <see langword="null"/>.</summary>
    internal TimeProvider? Time { get; }

    /// <summary>
    /// Makes <c>zookeeper://h1:2181,h2:2181/path</c> known to <see cref="Backends"/>, for the whole process. To be called before such a
    /// backend is fetched; calling it again does nothing.
    /// </summary>
    /// <remarks>
    /// Options of the URI, or of the configuration: <c>hosts</c> and <c>path</c>, where the URI does not say; <c>session_timeout</c> and
    /// <c>operation_timeout</c>, such as <c>500ms</c> or <c>10s</c>; <c>max_node_size</c> in bytes (<see cref="ZooKeeperBackendOptions"/>).
    /// </remarks>
    /// <exception cref="DuplicateException">Somebody else has registered a backend of that name.</exception>
    public static void Register() => Backends.Register(Name, Prepare);

    /// <inheritdoc/>
    public IConnection Connect() => Connect(isFenced: false);

    IConnection IFencingBackend.ConnectFenced() => Connect(isFenced: true);

    /// <summary>Ends the session. Calls that have begun fail.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _sessions.DisposeAsync();
    }

    private static Func<IServiceProvider?, IBackend> Prepare(BackendAddress address)
    {
        ZooKeeperBackendOptions options = ZooKeeperAddress.OptionsOf(address);
        return services => new ZooKeeperBackend(
            options, services?.GetService<ILogger<ZooKeeperBackend>>(), services?.GetService<TimeProvider>());
    }

    private ZooKeeperConnection Connect(bool isFenced)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ZooKeeperConnection(this, isFenced);
    }
}
