namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>The retry of a flow as it is drawn.</summary>
public sealed class DrawnRetry : DrawnAtom
{
    public RetryKind Kind { get; init; }

    /// <summary>How often it tries, where it does.</summary>
    public int Attempts { get; init; } = 1;

    public bool RevertsAll { get; init; }

    /// <summary>Seconds before the next attempt.</summary>
    public int Delay { get; init; }

    /// <summary>What it says to a failure in the attempt of that number; null if it throws.</summary>
    public RetryDecision? Decide(int attempts) => Kind switch
    {
        RetryKind.AlwaysRevert => RetryDecision.Revert,
        RetryKind.AlwaysRevertAll => RetryDecision.RevertAll,
        RetryKind.ThrowsWhenAsked => null,
        _ => attempts < Attempts ? RetryDecision.Retry : RevertsAll ? RetryDecision.RevertAll : RetryDecision.Revert,
    };

    public override string ToString() => $"{base.ToString()} ({Kind} {Attempts}{(RevertsAll ? " reverts all" : "")}{(Delay > 0 ? $" waits {Delay} s" : "")})";
}
