namespace Orleans.TaskFlow;

/// <summary>A node as it was read.</summary>
/// <param name="Bytes">Its data.</param>
/// <param name="Version">How often its data were changed.</param>
/// <param name="Children">How many nodes are below it.</param>
/// <param name="CreatedIn">The number of the transaction that made it: a later one has a larger number.</param>
internal sealed record NodeData(byte[] Bytes, int Version, int Children, long CreatedIn);
