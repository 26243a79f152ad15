namespace Orleans.TaskFlow;

/// <summary>How this silo finds the others.</summary>
/// <param name="Provider">Where the membership is kept.</param>
/// <param name="ProbePeriod">How often silos ask each other whether they live; one that does not answer three times in a row is dead.</param>
/// <param name="Database">The database of <see cref="ClusteringProvider.AdoNet"/>; null for any other provider.</param>
/// <param name="ZooKeeper">The servers of <see cref="ClusteringProvider.ZooKeeper"/>; null for any other provider.</param>
internal sealed record ClusteringSettings(ClusteringProvider Provider, TimeSpan ProbePeriod, OrleansDatabase? Database, ZooKeeperServers? ZooKeeper = null)
{
    /// <summary>What a log may say of where the membership is.</summary>
    public string Description => Database?.Description ?? ZooKeeper?.Description ?? $"{Provider}";
}
