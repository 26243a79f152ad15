namespace Orleans.TaskFlow;

/// <summary>What is to be done with an atom next. Stored by the seeds' names (<see cref="StateNames"/>).</summary>
public enum Intention
{
    /// <summary>Execute it.</summary>
    Execute,

    /// <summary>Pass it over.</summary>
    Ignore,

    /// <summary>Undo it.</summary>
    Revert,

    /// <summary>Run it again (retries only).</summary>
    Retry,
}
