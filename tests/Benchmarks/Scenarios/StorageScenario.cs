namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>One operation of a storage.</summary>
/// <param name="Name">Such as <c>set_state</c>.</param>
/// <param name="Kind">What it does to the store.</param>
/// <param name="PrepareAsync">Makes the call to repeat on a flow, with all that the call needs at hand.</param>
public sealed record StorageScenario(string Name, ScenarioKind Kind, Func<BenchFlow, Task<Func<Task>>> PrepareAsync) : Scenario(Name, Kind)
{
    /// <summary>Whether a call changes what the next one would measure, so that a flow takes one call only.</summary>
    public bool IsOnce { get; init; }
}
