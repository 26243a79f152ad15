namespace Orleans.TaskFlow;

/// <summary>
/// The retry of a flow: it runs before the flow's other atoms, may provide a value for each attempt, and decides what happens when
/// one of them fails. <see cref="Retry"/> makes the usual ones.
/// </summary>
/// <remarks>One object serves every run of its flow, and runs of several flows at once: what it has to remember is in its history.</remarks>
public abstract class RetryAtom : Atom
{
    /// <summary>Declares a retry.</summary>
    /// <param name="name">Its name, unique in the whole flow; that of its flow and <c>_retry</c> if null.</param>
    /// <param name="contract">What it needs and provides; nothing if null.</param>
    /// <param name="delay">
    /// How long to wait after the attempt of that number, from 1, before the next one; not at all if null. <see cref="Backoff"/> makes
    /// the usual ones. The atoms are undone before the wait.
    /// </param>
    protected RetryAtom(string? name = null, AtomContract? contract = null, Func<int, TimeSpan>? delay = null)
        : base(name ?? "", contract) => Delay = delay;

    /// <inheritdoc/>
    public sealed override AtomKind Kind => AtomKind.Retry;

    /// <summary>How long to wait after the attempt of a number, from 1; <see langword="null"/> for not at all.</summary>
    public Func<int, TimeSpan>? Delay { get; }

    /// <summary>
    /// Begins an attempt. What it throws makes it a failed atom of the flow around its own.
    /// </summary>
    /// <param name="call">The arguments and the attempts before this one.</param>
    /// <param name="cancellationToken">As for a task.</param>
    /// <returns>The value that this attempt provides; <see cref="Document.Null"/> by default.</returns>
    public virtual ValueTask<Document> ExecuteAsync(RetryCall call, CancellationToken cancellationToken) => new(Document.Null);

    /// <summary>
    /// Decides what is done about a failure. It is to decide by the call alone: it is asked again when the process dies before what
    /// it decided is recorded. What it throws stops the flow, which then is in FAILURE and may be run again.
    /// </summary>
    /// <param name="call">The arguments, those of the execution, and the history, the last attempt of which has the failure.</param>
    /// <param name="cancellationToken">As for a task.</param>
    public abstract ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken);

    /// <summary>Called when the flow of this retry is undone for good; does nothing by default. Its history is emptied afterwards.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public virtual ValueTask<Document> RevertAsync(RetryRevertCall call, CancellationToken cancellationToken) => new(Document.Null);

    /// <summary>This retry; or, if it has no name of its own, one like it with a name.</summary>
    internal RetryAtom Named(string name)
    {
        if (Name.Length > 0)
        {
            return this;
        }

        var named = (RetryAtom)MemberwiseClone();
        named.Name = name;
        return named;
    }
}
