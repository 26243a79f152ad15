namespace Orleans.TaskFlow;

/// <summary>What came back from an atom that was called, or the end of a retry's wait.</summary>
/// <param name="Node">The atom.</param>
/// <param name="Executed">Whether it was executed, and not reverted.</param>
/// <param name="Result">What it returned; <see langword="null"/> if it failed or was cancelled.</param>
/// <param name="Failure">How it failed, if it did.</param>
internal readonly record struct CallResult(int Node, bool Executed, Document? Result, Failure? Failure)
{
    /// <summary>A retry that waited is to be called now.</summary>
    public bool IsDue { get; init; }

    /// <summary>How long the call took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether it ended because the run is ending: it stays as it is, to be called again.</summary>
    public bool IsCancelled => !IsDue && Result is null && Failure is null;

    /// <summary>That a call failed; or, without a failure, that it was cancelled.</summary>
    public static CallResult Of(PendingCall call, Failure? failure) => new(call.Node.Index, call.Executes, Result: null, failure);

    /// <summary>The change that an atom's return makes of it.</summary>
    public AtomChange ToChange() => this switch
    {
        { Executed: true, Failure: null } => new(Node, State.Success) { Result = Result, Duration = Duration },
        { Executed: true } => new(Node, State.Failure) { Failure = Failure, Duration = Duration },
        { Failure: null } => new(Node, State.Reverted) { Result = Result, Duration = Duration },
        _ => new(Node, State.RevertFailure) { Failure = Failure, Duration = Duration },
    };
}
