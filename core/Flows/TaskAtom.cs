namespace Orleans.TaskFlow;

/// <summary>
/// A task: work that can be done, and undone. This is the form in which the engine calls it, with every value as JSON.
/// </summary>
/// <remarks>
/// <para>
/// A task is executed at least once: one that was being executed when its process died is executed again, with the same
/// <see cref="AtomCall.IdempotencyKey"/>. Once its success is recorded it is not executed again, unless a retry or a reset starts it over.
/// </para>
/// <para>One task object serves every run of its flow, and runs of several flows at once: it has to be safe for that.</para>
/// </remarks>
public abstract class TaskAtom : Atom
{
    /// <summary>Declares a task.</summary>
    /// <param name="name">Its name, unique in the whole flow.</param>
    /// <param name="contract">What it needs and provides; nothing if null.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    protected TaskAtom(string name, AtomContract? contract = null)
        : base(name, contract) => ArgumentException.ThrowIfNullOrEmpty(name);

    /// <inheritdoc/>
    public sealed override AtomKind Kind => AtomKind.Task;

    /// <summary>This task, of which each call may take only so long; see <see cref="AtomContract.Timeout"/>.</summary>
    /// <param name="timeout">From a millisecond to 45 days, or <see cref="Timeout.InfiniteTimeSpan"/> for as long as it likes.</param>
    /// <returns>A copy of this task, which shares what this one refers to.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public virtual TaskAtom WithTimeout(TimeSpan timeout)
    {
        var limited = (TaskAtom)MemberwiseClone();
        limited.Contract = Contract with { Timeout = TimeLimit.CheckedTimeout(timeout) };
        return limited;
    }

    /// <summary>A task made of functions.</summary>
    /// <param name="name">Its name, unique in the whole flow.</param>
    /// <param name="execute">Does the work.</param>
    /// <param name="revert">Undoes it; nothing is to be undone if null.</param>
    /// <param name="contract">What it needs and provides; nothing if null.</param>
    public static TaskAtom Create(
        string name,
        Func<TaskCall, CancellationToken, ValueTask<Document>> execute,
        Func<TaskRevertCall, CancellationToken, ValueTask<Document>>? revert = null,
        AtomContract? contract = null)
    {
        ArgumentNullException.ThrowIfNull(execute);
        return new DelegateTask(name, execute, revert, contract);
    }

    /// <summary>Does the work. What it throws becomes the task's failure.</summary>
    /// <param name="call">The arguments, and whose call it is.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the run of the engine is. A task that then throws an <see cref="OperationCanceledException"/>, or does not come back
    /// within <see cref="FlowEngineOptions.CancellationGrace"/>, has not failed: it stays RUNNING, and is executed again when the flow is
    /// resumed. Also cancelled when the call's time is over, see <see cref="AtomContract.Timeout"/>.
    /// </param>
    /// <returns>The result; <see cref="Document.Null"/> for none.</returns>
    public abstract ValueTask<Document> ExecuteAsync(TaskCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Undoes the work, or what a failed execution left of it; by default there is nothing to undo. What it throws stops the flow,
    /// which then stays in FAILURE.
    /// </summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public virtual ValueTask<Document> RevertAsync(TaskRevertCall call, CancellationToken cancellationToken) => new(Document.Null);
}
