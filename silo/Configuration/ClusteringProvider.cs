namespace Orleans.TaskFlow;

/// <summary>How silos find each other.</summary>
internal enum ClusteringProvider
{
    /// <summary>One silo, alone; its membership is kept in its memory.</summary>
    Localhost,

    /// <summary>Any number of silos; their membership is kept in a database.</summary>
    AdoNet,

    /// <summary>Any number of silos; their membership is kept in ZooKeeper.</summary>
    ZooKeeper,
}
