namespace Orleans.TaskFlow;

/// <summary>A node as it was read.</summary>
/// <param name="Bytes">Its data.</param>
/// <param name="Stat">What ZooKeeper notes of it.</param>
internal sealed record NodeData(byte[] Bytes, NodeStat Stat);
