namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What goes wrong in one run.</summary>
internal sealed record Trouble
{
    public static Trouble None { get; } = new();

    /// <summary>The process dies at the write of this number, from 1; 0 for never.</summary>
    public int CrashesAt { get; init; }

    /// <summary>It dies before that write, and not after it.</summary>
    public bool CrashesBefore { get; init; }

    /// <summary>Only writes of atoms count, so that each run gets further than the one before.</summary>
    public bool CountsAtoms { get; init; }

    /// <summary>Which share of the writes and reads fails.</summary>
    public double FaultRate { get; init; }

    /// <summary>The step at which the run is asked to suspend; 0 for never.</summary>
    public int SuspendsAt { get; init; }

    /// <summary>The step at which it is cancelled; 0 for never.</summary>
    public int CancelsAt { get; init; }
}
