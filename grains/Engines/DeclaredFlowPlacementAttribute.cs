using Orleans.Placement;

namespace Orleans.TaskFlow;

/// <summary>Has a grain whose key is one of <see cref="EngineKeys"/> placed where its flow is declared.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DeclaredFlowPlacementAttribute() : PlacementAttribute(DeclaredFlowPlacement.Instance);
