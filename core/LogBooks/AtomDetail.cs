using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// What is recorded of one atom: its state and intention, what it returned or failed with when it was executed and when it
/// was reverted, and its metadata. Changes are kept by a backend only once it was asked to save them.
/// </summary>
/// <remarks>
/// All that a detail holds is immutable (documents, failures, immutable maps), so a copy is independent of its original.
/// A detail itself is not safe for use by several threads while one of them changes it.
/// </remarks>
public abstract class AtomDetail
{
    private protected AtomDetail(string name, string uuid)
    {
        Name = RecordName.Checked(name);
        Uuid = RecordName.Checked(uuid);
    }

    /// <summary>The atom's name, unique in its flow.</summary>
    public string Name { get; }

    /// <summary>An opaque, non-empty name of this record, unique in its store.</summary>
    public string Uuid { get; }

    /// <summary>
    /// The flow that this was read through, where the store does not know it by the uuid alone (a cluster); part of what it is,
    /// so that copies keep it and updates do not take it over.
    /// </summary>
    internal string? FlowUuid { get; set; }

    /// <summary>Whether this records a task or a retry.</summary>
    public abstract AtomKind Kind { get; }

    /// <summary>The state; <see langword="null"/> until one is set.</summary>
    public State? State { get; set; }

    /// <summary>What is to be done next; <see langword="null"/> only if it was read from a record that lacks it.</summary>
    public Intention? Intention { get; set; } = Orleans.TaskFlow.Intention.Execute;

    /// <summary>How the last execution failed, if it did.</summary>
    public Failure? Failure { get; set; }

    /// <summary>What the last revert returned.</summary>
    public Document RevertResults { get; set; } = Document.Null;

    /// <summary>How the last revert failed, if it did.</summary>
    public Failure? RevertFailure { get; set; }

    /// <summary>What users and the engine note about this atom, by key: progress and injected arguments among it.</summary>
    public ImmutableSortedDictionary<string, Document> Meta { get; set; } = Metadata.Empty;

    /// <summary>The version of the atom that this detail was made for; <see langword="null"/> if it has none.</summary>
    public string? Version { get; set; }

    /// <summary>The atom's last result: of a task its result, of a retry the value that it last provided.</summary>
    /// <exception cref="NotFoundException">A retry has no attempt.</exception>
    public abstract Document LastResults { get; }

    /// <summary>All that this atom produced, as stored: of a task its result, of a retry the list of its attempts.</summary>
    internal abstract Document StoredResults { get; }

    /// <summary>
    /// Takes the state, and what was produced in it: a result in SUCCESS and REVERTED, a failure in FAILURE and
    /// REVERT_FAILURE (read from its document). In any other state the result is dropped. What is set and cleared besides
    /// is said with each kind.
    /// </summary>
    /// <returns>Whether this detail was changed, so that it has to be saved.</returns>
    /// <exception cref="InvalidFormatException">A failure state comes with a result that is not a failure. Nothing was changed.</exception>
    public bool Put(State state, Document result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return state is Orleans.TaskFlow.State.Failure or Orleans.TaskFlow.State.RevertFailure
            ? PutFailure(state, Orleans.TaskFlow.Failure.FromDocument(result))
            : PutResult(state, result);
    }

    /// <summary>As <see cref="Put(State, Document)"/>, keeping the failure's exception where it is a failure state.</summary>
    public bool Put(State state, Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return state is Orleans.TaskFlow.State.Failure or Orleans.TaskFlow.State.RevertFailure
            ? PutFailure(state, failure)
            : PutResult(state, failure.ToDocument());
    }

    /// <summary>
    /// Drops all results and failures, sets <paramref name="state"/> and the intention EXECUTE. Metadata and version stay.
    /// </summary>
    public abstract void Reset(State? state);

    /// <summary>An independent copy.</summary>
    public abstract AtomDetail Copy();

    /// <summary>
    /// Takes over everything of another detail but its name and uuid, and but for the revert results of a retry
    /// (<see cref="RetryDetail"/>); nothing if it is this very object. It is what a store does with a detail that it has already.
    /// The seeds' <c>deep_copy</c> makes no difference here, since nothing that details hold can be changed in place.
    /// </summary>
    /// <returns>This detail.</returns>
    /// <exception cref="NotSupportedException">The other is of the other kind. Nothing was changed.</exception>
    public virtual AtomDetail Merge(AtomDetail other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Kind == Kind
            ? Update(other)
            : throw new NotSupportedException($"{Kind} detail '{Name}' can only be merged with another {Kind} detail, not with the {other.Kind} detail '{other.Name}'.");
    }

    /// <summary>Becomes as another detail of the same kind, but for name and uuid.</summary>
    /// <returns>This detail.</returns>
    /// <exception cref="NotSupportedException">The other is of the other kind. Nothing was changed.</exception>
    public AtomDetail Update(AtomDetail other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(other, this))
        {
            return this;
        }

        TakeResults(other);
        State = other.State;
        Intention = other.Intention;
        Failure = other.Failure;
        RevertResults = other.RevertResults;
        RevertFailure = other.RevertFailure;
        Meta = other.Meta;
        Version = other.Version;
        return this;
    }

    /// <summary>This detail as JSON, in the shape of the seeds' <c>to_dict</c>; its kind is not part of it.</summary>
    public Document ToDocument() => DocumentWriter.Write(this, static (writer, detail) => AtomDetailDocument.Write(writer, detail));

    /// <summary>Reads a detail from the shape that <see cref="ToDocument"/> writes; all but name and uuid may be missing.</summary>
    /// <exception cref="InvalidFormatException">The document is not a detail; the message says what is missing or wrong.</exception>
    public static AtomDetail FromDocument(AtomKind kind, Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return AtomDetailDocument.Read(kind, new RecordReader("atom detail", document));
    }

    /// <summary>This detail for people, on several lines, indented by <paramref name="indent"/> blanks.</summary>
    public string ToPrettyString(int indent = 0) => PrettyFormat.Of(this, indent);

    /// <summary>Takes over the results of a detail that is known to be of this kind, or refuses it.</summary>
    private protected abstract void TakeResults(AtomDetail other);

    /// <summary>Puts a result in a state that is not one of failure.</summary>
    private protected abstract bool PutResult(State state, Document result);

    /// <summary>Puts a failure in FAILURE or REVERT_FAILURE.</summary>
    private protected abstract bool PutFailure(State state, Failure failure);

    /// <summary>Sets the state; whether it was another one.</summary>
    private protected bool ChangeState(State state)
    {
        bool changed = State != state;
        State = state;
        return changed;
    }

    /// <summary>Clears what a success clears; whether there was anything.</summary>
    private protected bool ClearFailures()
    {
        bool changed = Failure is not null || RevertFailure is not null || !RevertResults.IsNull;
        Failure = null;
        RevertFailure = null;
        RevertResults = Document.Null;
        return changed;
    }

    /// <summary>Sets the failure and clears what was reverted since; whether that changed anything.</summary>
    private protected bool ChangeFailure(Failure failure)
    {
        bool changed = !failure.Equals(Failure) || !RevertResults.IsNull || RevertFailure is not null;
        Failure = failure;
        RevertResults = Document.Null;
        RevertFailure = null;
        return changed;
    }

    /// <summary>Sets the revert failure and clears the revert results; whether that changed anything.</summary>
    private protected bool ChangeRevertFailure(Failure failure)
    {
        bool changed = !failure.Equals(RevertFailure) || !RevertResults.IsNull;
        RevertFailure = failure;
        RevertResults = Document.Null;
        return changed;
    }

    /// <summary>Sets the revert results and clears the revert failure; whether that changed anything.</summary>
    private protected bool ChangeRevertResults(Document result)
    {
        bool changed = !result.Equals(RevertResults) || RevertFailure is not null;
        RevertResults = result;
        RevertFailure = null;
        return changed;
    }
}
