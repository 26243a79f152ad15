namespace Orleans.TaskFlow;

/// <summary>An item's node, with those of what is linked below it, in the order in which they were added.</summary>
internal sealed record NodeBranch(StoredNode Node, IReadOnlyList<NodeBranch> Children)
{
    public PathBranch ToPathBranch() => new(Node.Json, [.. Children.Select(child => child.ToPathBranch())]);
}
