namespace Orleans.TaskFlow;

/// <summary>Reads and writes nodes through whatever session there is.</summary>
internal sealed class ZooKeeperNodes(ZooKeeperSessions sessions, NodeAccess access, string store)
{
    /// <summary>A node; <see langword="null"/> if it is not there.</summary>
    /// <exception cref="StorageFailureException">It could not be read.</exception>
    public Task<NodeData?> FindAsync(string node, CancellationToken cancellationToken) =>
        FindAsync(node, sessions.NewDeadline(), writeUnderWay: false, cancellationToken);

    /// <summary>The names of the nodes below one, in no particular order; <see langword="null"/> if it is not there.</summary>
    /// <exception cref="StorageFailureException">They could not be read.</exception>
    public async Task<IReadOnlyList<string>?> ListAsync(string node, CancellationToken cancellationToken) =>
        await AskAsync(WireOperation.GetChildren, node, sessions.NewDeadline(), writeUnderWay: false, cancellationToken) is { } answer
            ? NamesIn(answer)
            : null;

    /// <summary>What is noted of a node; <see langword="null"/> if it is not there.</summary>
    /// <exception cref="StorageFailureException">It could not be looked for.</exception>
    public async Task<NodeStat?> LookAsync(string node, CancellationToken cancellationToken) =>
        await AskAsync(WireOperation.Exists, node, sessions.NewDeadline(), writeUnderWay: false, cancellationToken) is { } answer
            ? StatIn(answer)
            : null;

    /// <summary>
    /// Has the server that is read from catch up with the others: what is read afterwards holds every write that was acknowledged
    /// before. Need not be waited for, as what is asked for next on the session is answered after it.
    /// </summary>
    public Task SyncAsync(string node, CancellationToken cancellationToken) =>
        SyncAsync(node, sessions.NewDeadline(), writeUnderWay: false, cancellationToken);

    /// <summary>Makes a node without data, and each above it, where there is none. Any number of others may do so at once.</summary>
    /// <exception cref="StorageFailureException">One could not be made.</exception>
    public async Task EnsureAsync(string node, CancellationToken cancellationToken)
    {
        int end = 0;
        while (end < node.Length)
        {
            int slash = node.IndexOf('/', end + 1);
            end = slash < 0 ? node.Length : slash;
            string path = node[..end];
            if (await LookAsync(path, cancellationToken) is null)
            {
                // A conflict: somebody else has made it just now.
                await WriteAsync([NodeWrite.Create(path, [])], writer: null, cancellationToken);
            }
        }
    }

    /// <summary>Makes changes together, or none of them, and exactly once, whatever becomes of the connection.</summary>
    /// <param name="writes">The changes, in order.</param>
    /// <param name="writer">
    /// Is in the data of the nodes that are created or set, and of no others; <see langword="null"/> to know the data themselves again.
    /// </param>
    /// <param name="cancellationToken">Gives up before anything is sent; what was sent is waited for.</param>
    /// <returns><see langword="null"/>, or why another writer's changes stand in the way.</returns>
    /// <exception cref="StorageFailureException">They could not be made, or it is unknown whether they were.</exception>
    public async Task<NodeConflict?> WriteAsync(IReadOnlyList<NodeWrite> writes, string? writer, CancellationToken cancellationToken)
    {
        Deadline deadline = sessions.NewDeadline();
        bool sentBefore = false;
        while (true)
        {
            ServerLine line = await sessions.ConnectAsync(deadline, writeUnderWay: false, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            NodeConflict? conflict = null;
            try
            {
                await deadline.WaitAsync(SendAsync(line, writes), CancellationToken.None);
                return null;
            }
            catch (ZooKeeperException error) when (error.IsLoss)
            {
                await sessions.LostAsync(line);
                sentBefore = true;
            }
            catch (ZooKeeperException error) when (ConflictOf(error, writes) is { } found)
            {
                conflict = found;
            }
            catch (ZooKeeperException error)
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

    private async Task<bool> WasMadeAsync(IReadOnlyList<NodeWrite> writes, string? writer, Deadline deadline)
    {
        NodeWrite witness = writes.FirstOrDefault(write => write is { Kind: not NodeWriteKind.Delete, IsLink: false }) ?? writes[^1];
        await SyncAsync(witness.Node, deadline, writeUnderWay: true, CancellationToken.None);
        NodeData? found = await FindAsync(witness.Node, deadline, writeUnderWay: true, CancellationToken.None);
        if (witness.Kind == NodeWriteKind.Delete || found is null)
        {
            return witness.Kind == NodeWriteKind.Delete && found is null;
        }

        return writer is null
            ? found.Stat.Version == witness.Version + 1 && found.Bytes.AsSpan().SequenceEqual(witness.Data)
            : StoredNode.IsOf(found.Bytes, writer);
    }

    private async Task<bool> SendAsync(ServerLine line, IReadOnlyList<NodeWrite> writes)
    {
        byte[] answer = await line.AskAsync(WireRequests.Of(writes, access));
        return writes is [{ Kind: NodeWriteKind.Set }] || WireRequests.RefusalIn(answer) is not { } refusal ? true : throw refusal;
    }

    private static NodeConflict? ConflictOf(ZooKeeperException error, IReadOnlyList<NodeWrite> writes) =>
        error.Code is ZooKeeperCode.BadVersion or ZooKeeperCode.NodeExists or ZooKeeperCode.NoNode or ZooKeeperCode.NotEmpty
            ? new NodeConflict(writes[error.Index], error.Code)
            : null;

    private async Task<NodeData?> FindAsync(string node, Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken) =>
        await AskAsync(WireOperation.GetData, node, deadline, writeUnderWay, cancellationToken) is { } answer ? DataIn(answer) : null;

    private Task SyncAsync(string node, Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken) =>
        AskAsync(WireOperation.Sync, node, deadline, writeUnderWay, cancellationToken);

    private async Task<byte[]?> AskAsync(
        WireOperation operation, string node, Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.AskAsync(WireRequests.Of(operation, node), deadline, writeUnderWay, cancellationToken);
        }
        catch (ZooKeeperException error) when (error.Code == ZooKeeperCode.NoNode)
        {
            return null;
        }
        catch (ZooKeeperException error)
        {
            throw ZooKeeperFailure.Of(store, node, error, writeUnderWay);
        }
    }

    private static IReadOnlyList<string> NamesIn(byte[] answer)
    {
        var reader = new JuteReader(answer);
        var names = new string[Math.Max(0, reader.Int())];
        for (int index = 0; index < names.Length; index++)
        {
            names[index] = reader.Text();
        }

        return names;
    }

    private static NodeStat StatIn(byte[] answer)
    {
        var reader = new JuteReader(answer);
        return NodeStat.Read(ref reader);
    }

    private static NodeData DataIn(byte[] answer)
    {
        var reader = new JuteReader(answer);
        byte[] bytes = reader.Buffer();
        return new NodeData(bytes, NodeStat.Read(ref reader));
    }
}
