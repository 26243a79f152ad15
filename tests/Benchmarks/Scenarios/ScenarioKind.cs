namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What a scenario does to the store, and with that which raw limit stands beside it.</summary>
public enum ScenarioKind
{
    /// <summary>Answered from the memory of a storage.</summary>
    Read,

    /// <summary>Reads a flow from its store.</summary>
    StoreRead,

    /// <summary>One write of the store.</summary>
    Write,

    /// <summary>Runs a flow of tasks that do nothing. What counts is tasks.</summary>
    Run,
}
