namespace Orleans.TaskFlow;

/// <summary>Why nothing of what was to be written together was written: another writer came first.</summary>
/// <param name="Write">The change that could not be made.</param>
/// <param name="Code">What ZooKeeper says of it.</param>
internal sealed record NodeConflict(NodeWrite Write, ZooKeeperCode Code);
