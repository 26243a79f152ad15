namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A part of a drawing: a task or a flow.</summary>
public abstract class DrawnItem
{
    public required string Name { get; init; }
}
