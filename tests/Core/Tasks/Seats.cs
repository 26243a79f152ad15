namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A service that tasks of tests ask for: what was done to seats.</summary>
public sealed class Seats
{
    public List<string> Log { get; } = [];
}
