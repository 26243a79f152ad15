using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Cases that share two silos that run flows, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class EngineClusterCollection : ICollectionFixture<TwoEngineSilos>
{
    public const string Name = "cluster with engines";
}
