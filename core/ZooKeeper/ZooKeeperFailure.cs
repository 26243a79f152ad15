namespace Orleans.TaskFlow;

/// <summary>Turns what ZooKeeper says into the errors that the store's contract names.</summary>
internal static class ZooKeeperFailure
{
    /// <param name="store">The store.</param>
    /// <param name="node">The node that it is about.</param>
    /// <param name="error">What ZooKeeper says.</param>
    /// <param name="outcomeUnknown">Whether a write may be found all the same.</param>
    public static StorageFailureException Of(string store, string node, ZooKeeperException error, bool outcomeUnknown = false)
    {
        string cause = error.Code switch
        {
            ZooKeeperCode.NoAuth =>
                $"does not let this user read or write the node '{node}'. Set User and Password to those of its owner, or change its access list",
            ZooKeeperCode.AuthFailed or ZooKeeperCode.InvalidAcl => "does not accept the user and password",
            _ => $"could not read or write the node '{node}'",
        };
        string doubt = outcomeUnknown ? " Whether the write was made is unknown." : "";
        return new StorageFailureException($"The {store} {cause} (it says: {error.Code}).{doubt}", error, outcomeUnknown);
    }

    public static StorageFailureException NotUpgraded(string store, string node) =>
        new($"The {store} is no store of this library yet: the node '{node}' is missing. Call UpgradeAsync (taskflow upgrade).");

    /// <summary>A node whose data are something else than a record.</summary>
    public static InvalidFormatException Damaged(string node, Exception error) =>
        new($"The node '{node}' is damaged, and cannot be read: {error.Message} Restore it from a backup.", error);
}
