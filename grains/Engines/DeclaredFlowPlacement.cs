namespace Orleans.TaskFlow;

/// <summary>Places the engine of a flow in a silo that has its factory.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.declared-flow-placement")]
internal sealed class DeclaredFlowPlacement : PlacementStrategy
{
    public static DeclaredFlowPlacement Instance { get; } = new();
}
