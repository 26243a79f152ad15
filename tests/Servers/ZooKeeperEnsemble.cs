namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>Several nodes of ZooKeeper, which serve requests while more than half of them run. Always one of the tests' own.</summary>
public sealed class ZooKeeperEnsemble : IAsyncDisposable
{
    private ZooKeeperEnsemble(IReadOnlyList<ZooKeeperServer> nodes) => Nodes = nodes;

    /// <summary>Its nodes, each of which can be stopped, killed and started again; its connection string is of this node alone.</summary>
    /// <remarks>A node that starts again answers once there is a quorum: of two that are down, start both at once (<see cref="StartAgainAsync"/>).</remarks>
    public IReadOnlyList<ZooKeeperServer> Nodes { get; }

    /// <summary>Of all nodes, as a client takes it.</summary>
    public string ConnectionString => string.Join(',', Nodes.Select(node => node.ConnectionString));

    /// <summary>The same as an address.</summary>
    public string Uri => $"zookeeper://{ConnectionString}/";

    /// <summary>Starts some, and waits until all of them serve requests.</summary>
    /// <exception cref="ServerUnavailableException">ZooKeeper is not on this machine and cannot be installed.</exception>
    /// <exception cref="ServerStartException">A node does not start.</exception>
    public static async Task<ZooKeeperEnsemble> StartAsync(int nodes = 3, CancellationToken cancellationToken = default)
    {
        var installation = await ZooKeeperInstallation.FindAsync(cancellationToken);
        return await LoopbackPorts.UseAsync(3 * nodes, ports => StartAsync(installation, nodes, ports, cancellationToken));
    }

    /// <summary>Creates a node (of the tree) that a test has to itself.</summary>
    public Task<ServerDatabase> CreateDatabaseAsync(string? name = null, CancellationToken cancellationToken = default) =>
        ZooKeeperServer.CreateNodeAsync(ConnectionString, Nodes[0].Port, name ?? $"test_{Guid.NewGuid():N}", cancellationToken);

    /// <summary>Starts those of the nodes again that the test stopped or killed, and waits until they serve requests.</summary>
    public async Task StartAgainAsync(IReadOnlyCollection<ZooKeeperServer> nodes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        foreach (ZooKeeperServer node in nodes)
        {
            node.Launch();
        }

        await Task.WhenAll(nodes.Select(node => node.ServesAsync(cancellationToken)));
    }

    /// <summary>Ends all nodes and removes their folders.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (ZooKeeperServer node in Nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static async Task<ZooKeeperEnsemble> StartAsync(
        ZooKeeperInstallation installation, int count, IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        // Of each three ports, the first is for clients, the others for the nodes among themselves.
        var settings = Enumerable.Range(1, count)
            .ToDictionary(number => $"server.{number}", number => $"127.0.0.1:{ports[(3 * number) - 2]}:{ports[(3 * number) - 1]}");
        var nodes = new List<ZooKeeperServer>();
        var ensemble = new ZooKeeperEnsemble(nodes);
        try
        {
            for (int number = 1; number <= count; number++)
            {
                ServerFolder folder = await installation.CreateFolderAsync(cancellationToken);
                nodes.Add(await ZooKeeperServer.CreateAsync(installation, folder, ports[(3 * number) - 3], settings, number, cancellationToken));
            }

            await ensemble.StartAgainAsync(nodes, cancellationToken);
            return ensemble;
        }
        catch
        {
            await ensemble.DisposeAsync();
            throw;
        }
    }
}
