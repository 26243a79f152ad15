namespace Orleans.TaskFlow;

/// <summary>Writes the packets of requests. Each begins with a number, which is set as it is sent.</summary>
internal static class WireRequests
{
    public static Memory<byte> Of(WireOperation operation) => Begin(operation).ToPacket();

    public static Memory<byte> Of(WireOperation operation, string node)
    {
        JuteWriter writer = Begin(operation).Text(node);
        return (operation == WireOperation.Sync ? writer : writer.Bool(false)).ToPacket();
    }

    /// <summary>The request that makes changes together.</summary>
    public static Memory<byte> Of(IReadOnlyList<NodeWrite> writes, NodeAccess access)
    {
        if (writes is [{ Kind: NodeWriteKind.Set } only])
        {
            return Write(Begin(WireOperation.SetData, only.Size), only, access).ToPacket();
        }

        JuteWriter writer = Begin(WireOperation.Several, writes.Sum(write => write.Size));
        foreach (NodeWrite write in writes)
        {
            Write(writer.Int((int)OperationOf(write.Kind)).Bool(false).Int(-1), write, access);
        }

        return writer.Int(-1).Bool(true).Int(-1).ToPacket();
    }

    /// <summary>Which of the changes was refused, and why; <see langword="null"/> if they were made.</summary>
    public static ZooKeeperException? RefusalIn(byte[] answer)
    {
        var reader = new JuteReader(answer);
        for (int index = 0; !reader.IsAtEnd; index++)
        {
            var operation = (WireOperation)reader.Int();
            bool atEnd = reader.Bool();
            _ = reader.Int();
            if (atEnd)
            {
                break;
            }

            switch (operation)
            {
                case WireOperation.Error when (ZooKeeperCode)reader.Int() is var code && code != ZooKeeperCode.Ok:
                    return new ZooKeeperException(code, index: index);
                case WireOperation.Create:
                    _ = reader.Text();
                    break;
                case WireOperation.SetData:
                    _ = NodeStat.Read(ref reader);
                    break;
                default:
                    break;
            }
        }

        return null;
    }

    private static JuteWriter Begin(WireOperation operation, int size = 128) => new JuteWriter(size + 64).Int(0).Int((int)operation);

    private static JuteWriter Write(JuteWriter writer, NodeWrite write, NodeAccess access)
    {
        writer.Text(write.Node);
        return write.Kind switch
        {
            // One entry of the access list; and a node that stays.
            NodeWriteKind.Create => writer.Buffer(write.Data).Int(1).Int(NodeAccess.Everything).Text(access.Scheme).Text(access.Identity).Int(0),
            NodeWriteKind.Set => writer.Buffer(write.Data).Int(write.Version),
            _ => writer.Int(write.Version),
        };
    }

    private static WireOperation OperationOf(NodeWriteKind kind) => kind switch
    {
        NodeWriteKind.Create => WireOperation.Create,
        NodeWriteKind.Set => WireOperation.SetData,
        _ => WireOperation.Delete,
    };
}
