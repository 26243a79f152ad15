namespace Orleans.TaskFlow;

/// <summary>Where the grains of this silo keep their state.</summary>
/// <param name="Provider">The kind of store.</param>
/// <param name="Database">The database that holds it; null for <see cref="StorageProvider.Memory"/>.</param>
internal sealed record StorageSettings(StorageProvider Provider, OrleansDatabase? Database);
