using org.apache.zookeeper;
using org.apache.zookeeper.data;

namespace Orleans.TaskFlow;

/// <summary>Reads and writes nodes through whatever session there is.</summary>
internal sealed class ZooKeeperNodes(ZooKeeperSessions sessions, List<ACL> access, string store)
{
    /// <summary>A node; <see langword="null"/> if it is not there.</summary>
    /// <exception cref="StorageFailureException">It could not be read.</exception>
    public Task<NodeData?> FindAsync(string node, CancellationToken cancellationToken) =>
        FindAsync(node, sessions.NewDeadline(), writeUnderWay: false, cancellationToken);

    /// <summary>The names of the nodes below one, in no particular order; <see langword="null"/> if it is not there.</summary>
    /// <exception cref="StorageFailureException">They could not be read.</exception>
    public Task<IReadOnlyList<string>?> ListAsync(string node, CancellationToken cancellationToken) => AskAsync(
        node,
        async api => (IReadOnlyList<string>?)(await api.getChildrenAsync(node)).Children,
        sessions.NewDeadline(),
        writeUnderWay: false,
        cancellationToken);

    /// <summary>The version of a node, and how many are below it; <see langword="null"/> if it is not there.</summary>
    /// <exception cref="StorageFailureException">It could not be looked for.</exception>
    public async Task<(int Version, int Children, long LastChange)?> LookAsync(string node, CancellationToken cancellationToken)
    {
        Stat? stat = await AskAsync<Stat>(node, api => api.existsAsync(node), sessions.NewDeadline(), writeUnderWay: false, cancellationToken);
        return stat is null ? null : (stat.getVersion(), stat.getNumChildren(), stat.getPzxid());
    }

    /// <summary>
    /// Has the server that is read from catch up with the others: what is read afterwards holds every write that was acknowledged
    /// before. Need not be waited for, as what is asked for next on the session is answered after it.
    /// </summary>
    public Task SyncAsync(string node, CancellationToken cancellationToken) =>
        SyncAsync(node, sessions.NewDeadline(), writeUnderWay: false, cancellationToken);

    /// <summary>Makes changes together, or none of them, and exactly once, whatever becomes of the connection.</summary>
    /// <param name="writes">The changes, in order.</param>
    /// <param name="writer">Is in the data of the nodes that are created or set, and of no others.</param>
    /// <param name="cancellationToken">Gives up before anything is sent; what was sent is waited for.</param>
    /// <returns><see langword="null"/>, or why another writer's changes stand in the way.</returns>
    /// <exception cref="StorageFailureException">They could not be made, or it is unknown whether they were.</exception>
    public async Task<NodeConflict?> WriteAsync(IReadOnlyList<NodeWrite> writes, string writer, CancellationToken cancellationToken)
    {
        Deadline deadline = sessions.NewDeadline();
        bool sentBefore = false;
        while (true)
        {
            ZooKeeperClient client = await sessions.ConnectAsync(deadline, writeUnderWay: false, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            NodeConflict? conflict = null;
            try
            {
                await deadline.WaitAsync(SendAsync(client.Api, writes), CancellationToken.None);
                return null;
            }
            catch (KeeperException error) when (ZooKeeperSessions.IsLoss(error))
            {
                sessions.Forget(client, error);
                sentBefore = true;
            }
            catch (KeeperException error) when (ConflictOf(error, writes) is { } found)
            {
                conflict = found;
            }
            catch (KeeperException error)
            {
                throw ZooKeeperFailure.Of(store, writes[0].Node, error);
            }
            catch (TimeoutException error)
            {
                throw sessions.Silent(error, outcomeUnknown: true);
            }

            // A request whose connection was lost is looked for: it is made before a sync on the next connection is answered, or never.
            // And where it was sent again, what stands in its way may be itself.
            if (sentBefore && await WasMadeAsync(writes, writer, deadline))
            {
                return null;
            }

            if (conflict is not null)
            {
                return conflict;
            }
        }
    }

    private async Task<bool> WasMadeAsync(IReadOnlyList<NodeWrite> writes, string writer, Deadline deadline)
    {
        NodeWrite witness = writes.FirstOrDefault(write => write is { Kind: not NodeWriteKind.Delete, IsLink: false }) ?? writes[^1];
        await SyncAsync(witness.Node, deadline, writeUnderWay: true, CancellationToken.None);
        NodeData? found = await FindAsync(witness.Node, deadline, writeUnderWay: true, CancellationToken.None);
        return witness.Kind == NodeWriteKind.Delete ? found is null : found is not null && StoredNode.IsOf(found.Bytes, writer);
    }

    private async Task<bool> SendAsync(ZooKeeper api, IReadOnlyList<NodeWrite> writes)
    {
        if (writes is [{ Kind: NodeWriteKind.Set } only])
        {
            await api.setDataAsync(only.Node, only.Data, only.Version);
        }
        else
        {
            await api.multiAsync([.. writes.Select(write => write.ToOperation(access))]);
        }

        return true;
    }

    private static NodeConflict? ConflictOf(KeeperException error, IReadOnlyList<NodeWrite> writes)
    {
        int index = writes.Count == 1
            ? 0
            : error.getResults()?.FindIndex(result => result is OpResult.ErrorResult failed && failed.getErr() != 0) ?? -1;
        return index >= 0
            && error is KeeperException.BadVersionException or KeeperException.NodeExistsException or KeeperException.NoNodeException or KeeperException.NotEmptyException
            ? new NodeConflict(writes[index], error.getCode())
            : null;
    }

    private Task<NodeData?> FindAsync(string node, Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken) => AskAsync(
        node,
        async api =>
        {
            DataResult read = await api.getDataAsync(node);
            Stat stat = read.Stat;
            return (NodeData?)new NodeData(read.Data ?? [], stat.getVersion(), stat.getNumChildren(), stat.getCzxid());
        },
        deadline,
        writeUnderWay,
        cancellationToken);

    private Task SyncAsync(string node, Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken) => AskAsync<object>(
        node,
        async api =>
        {
            await api.sync(node);
            return store;
        },
        deadline,
        writeUnderWay,
        cancellationToken);

    private async Task<T?> AskAsync<T>(
        string node, Func<ZooKeeper, Task<T?>> ask, Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await sessions.AskAsync(ask, deadline, writeUnderWay, cancellationToken);
        }
        catch (KeeperException.NoNodeException)
        {
            return null;
        }
        catch (KeeperException error)
        {
            throw ZooKeeperFailure.Of(store, node, error, writeUnderWay);
        }
    }
}
