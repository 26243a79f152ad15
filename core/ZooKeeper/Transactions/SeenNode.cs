namespace Orleans.TaskFlow;

/// <summary>What a transaction has found where an item is to be written.</summary>
/// <param name="Version">The version of the node; <see langword="null"/> if there is none.</param>
/// <param name="Head">
/// The head of the item; <see langword="null"/> if there is none, which is also so where a batch left its node behind.
/// </param>
/// <param name="Batch">The batch that left the node behind.</param>
/// <param name="BatchVersion">The version of that batch's node.</param>
internal sealed record SeenNode(int? Version, ItemHead? Head, string? Batch = null, int BatchVersion = 0)
{
    public static SeenNode Absent { get; } = new(null, null);
}
