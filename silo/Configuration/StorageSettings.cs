namespace Orleans.TaskFlow;

/// <summary>Where the grains of this silo keep their state.</summary>
/// <param name="Provider">The kind of store.</param>
/// <param name="Database">The database that holds it, and the grains' reminders in any layout; null for <see cref="StorageProvider.Memory"/> and <see cref="StorageProvider.ZooKeeper"/>.</param>
/// <param name="Layout">How it stands in the database.</param>
/// <param name="ZooKeeper">The servers of <see cref="StorageProvider.ZooKeeper"/>; null for any other provider.</param>
internal sealed record StorageSettings(StorageProvider Provider, OrleansDatabase? Database, StorageLayout Layout, ZooKeeperServers? ZooKeeper = null)
{
    /// <summary>The database that holds TaskFlow's tables; null if none does.</summary>
    public OrleansDatabase? Tables => Layout == StorageLayout.Tables ? Database : null;

    /// <summary>The database that holds Orleans' table for what grains keep; null if none does.</summary>
    public OrleansDatabase? Records => Layout == StorageLayout.Orleans ? Database : null;

    /// <summary>What a log may say of where the state is.</summary>
    public string Description => Database?.Description ?? ZooKeeper?.Description ?? $"{Provider}";
}
