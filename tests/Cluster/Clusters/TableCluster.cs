namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that keep their membership and TaskFlow's tables in one database.</summary>
public sealed class TableCluster<TKind>() : DatabaseCluster<TKind>("Tables")
    where TKind : IDatabaseKind, new();
