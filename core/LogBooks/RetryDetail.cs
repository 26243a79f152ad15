using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// What is recorded of a retry: besides the common, its attempts. <see cref="AtomDetail.Put(State, Document)"/> does this:
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>SUCCESS adds an attempt with the result and clears the failure, the revert results and the revert failure.</item>
/// <item>FAILURE sets the failure and clears the revert results and the revert failure.</item>
/// <item>REVERTED sets the revert results and clears the revert failure.</item>
/// <item>REVERT_FAILURE sets the revert failure and clears the revert results.</item>
/// <item>Any other state sets the state only. But for SUCCESS the attempts stay as they are.</item>
/// </list>
/// <para>
/// A merge leaves the revert results as they are. A store merges, so it keeps those that a retry had when it was first saved, and
/// what a retry returned when it was reverted is gone once it was saved: as in the seeds, where nothing asks for it.
/// </para>
/// </remarks>
public sealed class RetryDetail : AtomDetail
{
    /// <summary>A new detail without a state and without attempts, to be executed.</summary>
    /// <exception cref="ArgumentException">The name or the uuid is empty, or not Unicode.</exception>
    public RetryDetail(string name, string uuid)
        : base(name, uuid)
    {
    }

    /// <inheritdoc/>
    public override AtomKind Kind => AtomKind.Retry;

    /// <summary>The attempts so far, the oldest first (the seeds' <c>results</c>).</summary>
    public ImmutableList<RetryAttempt> Attempts { get; set; } = [];

    /// <inheritdoc/>
    public override Document LastResults => LastAttempt.Value;

    /// <summary>How atoms failed in the last attempt, by atom name; not the failure of the retry itself.</summary>
    /// <exception cref="NotFoundException">There is no attempt.</exception>
    public ImmutableSortedDictionary<string, Failure> LastFailures => LastAttempt.Failures;

    internal override Document StoredResults =>
        DocumentWriter.Write(Attempts, static (writer, attempts) => AtomDetailDocument.WriteAttempts(writer, attempts));

    private RetryAttempt LastAttempt =>
        Attempts.IsEmpty ? throw new NotFoundException($"Retry '{Name}' has no attempt yet.") : Attempts[^1];

    /// <summary>Notes in the last attempt how an atom failed, in place of an earlier failure of that atom.</summary>
    /// <exception cref="NotFoundException">There is no attempt.</exception>
    public void RecordFailure(string atomName, Failure failure)
    {
        RecordName.Checked(atomName);
        ArgumentNullException.ThrowIfNull(failure);
        RetryAttempt last = LastAttempt;
        Attempts = Attempts.SetItem(Attempts.Count - 1, last with { Failures = last.Failures.SetItem(atomName, failure) });
    }

    /// <inheritdoc/>
    public override void Reset(State? state)
    {
        Attempts = [];
        ClearFailures();
        State = state;
        Intention = Orleans.TaskFlow.Intention.Execute;
    }

    /// <inheritdoc/>
    public override AtomDetail Copy() => (RetryDetail)MemberwiseClone();

    /// <inheritdoc/>
    public override AtomDetail Merge(AtomDetail other)
    {
        Document revertResults = RevertResults;
        base.Merge(other);
        RevertResults = revertResults;
        return this;
    }

    private protected override void TakeResults(AtomDetail other) =>
        Attempts = other is RetryDetail retry
            ? retry.Attempts
            : throw new NotSupportedException($"Retry detail '{Name}' cannot become as the task detail '{other.Name}'.");

    private protected override bool PutResult(State state, Document result)
    {
        bool changed = ChangeState(state);
        switch (state)
        {
            case Orleans.TaskFlow.State.Success:
                ClearFailures();
                Attempts = Attempts.Add(new RetryAttempt(result));
                return true;
            case Orleans.TaskFlow.State.Reverted:
                changed |= ChangeRevertResults(result);
                break;
        }

        return changed;
    }

    private protected override bool PutFailure(State state, Failure failure)
    {
        bool changed = ChangeState(state);
        changed |= state == Orleans.TaskFlow.State.Failure ? ChangeFailure(failure) : ChangeRevertFailure(failure);
        return changed;
    }
}
