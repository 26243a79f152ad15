namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What one call of an atom does.</summary>
public enum Deed
{
    Returns,
    Throws,

    /// <summary>Waits until its call is cancelled, with its run or because its time is over, and is interrupted then.</summary>
    Hangs,
}
