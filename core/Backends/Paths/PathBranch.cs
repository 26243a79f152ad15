namespace Orleans.TaskFlow;

/// <summary>An item as it was read, with those that the links below it point at, in the order in which they were added.</summary>
internal sealed record PathBranch(Document Json, IReadOnlyList<PathBranch> Children);
