namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>One thing that happened.</summary>
public sealed record Event(Happening What)
{
    public string Atom { get; init; } = "";

    public State State { get; init; }

    public Intention Intention { get; init; }

    /// <summary>Of a call: whether it was executed, and not reverted.</summary>
    public bool Executes { get; init; }

    /// <summary>What a call returned, or null if it threw; of a stored atom, its result.</summary>
    public Document? Result { get; init; }

    /// <summary>Of a stored atom: how its execution failed, in this attempt or an earlier one that no success came after.</summary>
    public Document? Failure { get; init; }

    /// <summary>Of a stored retry: how many attempts it has.</summary>
    public int Attempts { get; init; }

    /// <summary>Of a call: whether it was interrupted.</summary>
    public bool Interrupted { get; init; }

    public IReadOnlyDictionary<string, Document>? Arguments { get; init; }

    /// <summary>How a run ended: the state or the exception.</summary>
    public string Text { get; init; } = "";

    public override string ToString() => What switch
    {
        Happening.AtomStored => $"  stored {Atom} {State.ToName()} {Intention.ToName()}{(Attempts > 0 ? $" attempts {Attempts}" : "")} {Result}",
        Happening.FlowStored => $"  stored flow {State.ToName()}",
        Happening.Called => $"    {(Executes ? "executes" : "reverts")} {Atom}({string.Join(", ", (Arguments ?? new Dictionary<string, Document>()).Select(pair => $"{pair.Key}={pair.Value}"))})",
        Happening.Returned => $"    {Atom} {(Interrupted ? "is interrupted" : Result is null ? "throws" : $"returns {Result}")}",
        _ => $"{What} {Text}",
    };
}
