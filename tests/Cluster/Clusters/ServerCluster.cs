namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that keep their records and their membership in one database.</summary>
public sealed class ServerCluster<TKind>() : DatabaseCluster<TKind>("Orleans")
    where TKind : IDatabaseKind, new();
