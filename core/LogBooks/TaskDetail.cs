namespace Orleans.TaskFlow;

/// <summary>What is recorded of a task. <see cref="AtomDetail.Put(State, Document)"/> does this:</summary>
/// <remarks>
/// <list type="bullet">
/// <item>SUCCESS sets the results and clears the failure, the revert results and the revert failure.</item>
/// <item>FAILURE sets the failure and clears the results, the revert results and the revert failure.</item>
/// <item>REVERTED sets the revert results and clears the revert failure.</item>
/// <item>REVERT_FAILURE sets the revert failure and clears the results and the revert results, not the failure.</item>
/// <item>Any other state sets the state only.</item>
/// </list>
/// </remarks>
public sealed class TaskDetail : AtomDetail
{
    /// <summary>A new detail without a state, to be executed.</summary>
    /// <exception cref="ArgumentException">The name or the uuid is empty, or not Unicode.</exception>
    public TaskDetail(string name, string uuid)
        : base(name, uuid)
    {
    }

    /// <inheritdoc/>
    public override AtomKind Kind => AtomKind.Task;

    /// <summary>What the task returned when it was executed last; <see cref="Document.Null"/> for nothing.</summary>
    public Document Results { get; set; } = Document.Null;

    /// <inheritdoc/>
    public override Document LastResults => Results;

    internal override Document StoredResults => Results;

    /// <inheritdoc/>
    public override void Reset(State? state)
    {
        Results = Document.Null;
        ClearFailures();
        State = state;
        Intention = Orleans.TaskFlow.Intention.Execute;
    }

    /// <inheritdoc/>
    public override AtomDetail Copy() => (TaskDetail)MemberwiseClone();

    private protected override void TakeResults(AtomDetail other) =>
        Results = other is TaskDetail task
            ? task.Results
            : throw new NotSupportedException($"Task detail '{Name}' cannot become as the retry detail '{other.Name}'.");

    private protected override bool PutResult(State state, Document result)
    {
        bool changed = ChangeState(state);
        switch (state)
        {
            case Orleans.TaskFlow.State.Success:
                changed |= ClearFailures();
                changed |= ChangeResults(result);
                break;
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
        changed |= ChangeResults(Document.Null);
        return changed;
    }

    private bool ChangeResults(Document result)
    {
        bool changed = !result.Equals(Results);
        Results = result;
        return changed;
    }
}
