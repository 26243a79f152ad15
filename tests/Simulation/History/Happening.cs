namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What can be seen of an engine from outside.</summary>
public enum Happening
{
    /// <summary>An engine began to run the flow.</summary>
    RunBegan,

    /// <summary>A record of an atom is durable.</summary>
    AtomStored,

    /// <summary>The flow's state is durable.</summary>
    FlowStored,

    /// <summary>The code of an atom was called.</summary>
    Called,

    /// <summary>That call ended.</summary>
    Returned,

    /// <summary>The store failed, once.</summary>
    StoreFailed,

    /// <summary>Somebody asked the run to stop.</summary>
    StopAsked,

    /// <summary>The process died.</summary>
    Crashed,

    /// <summary>The engine said that the run is over.</summary>
    RunEnded,

    /// <summary>The flow is being reset.</summary>
    ResetBegan,

    /// <summary>The flow was reset.</summary>
    ResetEnded,

    /// <summary>Nothing happens any more, though the run has not ended; or it goes on and on.</summary>
    Stuck,
}
