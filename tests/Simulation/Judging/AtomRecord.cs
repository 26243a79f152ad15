namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What the judge knows of one atom.</summary>
internal sealed class AtomRecord(DrawnAtom atom)
{
    public DrawnAtom Atom { get; } = atom;

    public State State { get; set; } = State.Pending;

    public Intention Intention { get; set; } = Intention.Execute;

    /// <summary>What is stored of its result; of a retry, of the latest attempt's value.</summary>
    public Document Result { get; set; } = Document.Null;

    /// <summary>The failure that is stored of it, be it of an earlier attempt; null if none is.</summary>
    public Document? Failure { get; set; }

    public int Attempts { get; set; }

    /// <summary>In which run it entered its state.</summary>
    public int Since { get; set; }

    /// <summary>In which run it was last called since it began anew; 0 if it was not.</summary>
    public int CalledIn { get; set; }

    /// <summary>In which run its revert was last called since it began anew.</summary>
    public int RevertedIn { get; set; }

    /// <summary>Whether a call of it is under way in this run.</summary>
    public bool IsCalled { get; set; }

    /// <summary>How the last call in this run ended.</summary>
    public Event? Returned { get; set; }

    /// <summary>Whether a failure concerns it: it is to be reverted.</summary>
    public bool IsMarked { get; set; }

    /// <summary>Of a retry: whether it decided to try again.</summary>
    public bool TriesAgain { get; set; }

    public bool IsDone => State is State.Success or State.Ignore;

    public bool IsUndone => State is State.Pending or State.Reverted or State.Ignore;

    public void BeginAnew() => (CalledIn, RevertedIn) = (0, 0);
}
