namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What one call of an atom does.</summary>
public enum Deed
{
    Returns,
    Throws,

    /// <summary>Waits until its run is cancelled, and is interrupted then.</summary>
    Hangs,
}
