namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// What a storage should do, in the plainest words: lists and dictionaries in memory, no store, no thread, nothing of the library
/// but its names for states and kinds.
/// </summary>
public sealed partial class StorageModel
{
    private readonly List<ModelAtom> _atoms = [];
    private readonly SortedDictionary<string, string> _executeFailures = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _revertFailures = new(StringComparer.Ordinal);

    public State? FlowState { get; private set; }

    public SortedDictionary<string, string> FlowMeta { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ModelAtom> Atoms => _atoms;

    public IReadOnlyDictionary<string, string> ExecuteFailures => _executeFailures;

    public IReadOnlyDictionary<string, string> RevertFailures => _revertFailures;

    public ModelAtom Get(string name, AtomKind? kind = null)
    {
        ModelAtom atom = Find(name) ?? throw new ModelException(nameof(NotFoundException));
        return kind is null || kind == atom.Kind ? atom : throw new ModelException(nameof(AtomKindException));
    }

    public void Ensure(IReadOnlyList<ModelDeclaration> atoms)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (ModelDeclaration atom in atoms)
        {
            if (atom.Name.Length == 0)
            {
                throw new ModelException(nameof(ArgumentException));
            }

            if (!names.Add(atom.Name) || (Find(atom.Name) is { } known && known.Kind != atom.Kind))
            {
                throw new ModelException(nameof(DuplicateException));
            }
        }

        List<ModelDeclaration> missing = [.. atoms.Where(atom => Find(atom.Name) is null)];
        _atoms.AddRange(missing.Select(atom => new ModelAtom(atom.Name, atom.Kind) { Version = atom.Version }));
        foreach (ModelDeclaration atom in atoms.Where(atom => !missing.Contains(atom)).Concat(missing))
        {
            Provide(atom.Name, atom.SaveAs);
        }
    }

    public void Save(string name, string result, State state) => Get(name).Put(state, result);

    public void SaveFailure(string name, string message, State state)
    {
        ModelAtom atom = Get(name);
        atom.PutFailure(state, message);
        if (atom.Intention == Intention.Execute)
        {
            _executeFailures[name] = message;
        }
        else if (atom.Intention == Intention.Revert)
        {
            _revertFailures[name] = message;
        }
    }

    public void SaveRetryFailure(string name, string failedAtom, string message)
    {
        ModelAtom retry = Get(name, AtomKind.Retry);
        if (retry.Attempts.Count == 0)
        {
            throw new ModelException(nameof(StorageFailureException));
        }

        retry.Attempts[^1].Failures.TryAdd(failedAtom, message);
    }

    public void CleanupRetryHistory(string name, State state)
    {
        ModelAtom retry = Get(name, AtomKind.Retry);
        retry.Attempts.Clear();
        retry.State = state;
    }

    public void Reset(string name, State state)
    {
        if (name == IFlowStorage.InjectorName || Get(name).State == state)
        {
            return;
        }

        Get(name).Reset(state);
        _executeFailures.Remove(name);
        _revertFailures.Remove(name);
    }

    public void UpdateMeta(string name, AtomKind? kind, IReadOnlyDictionary<string, string> update)
    {
        ModelAtom atom = Get(name, kind);
        foreach (var (key, value) in update)
        {
            atom.Meta[key] = value;
        }
    }

    public void SetFlowState(State state) => FlowState = state;

    public string ChangeFlowState(State state)
    {
        State old = FlowState ?? State.Pending;
        bool made = ModelFlowStates.Check(old, state);
        FlowState = made ? state : FlowState;
        return $"{made} {old}";
    }

    /// <summary>What becomes of everything when the storage is dropped and opened again.</summary>
    public void Reload()
    {
        ForgetProviders();
        _executeFailures.Clear();
        _revertFailures.Clear();
        foreach (ModelAtom atom in _atoms)
        {
            if (atom.Failure is not null)
            {
                _executeFailures[atom.Name] = atom.Failure;
            }

            if (atom.RevertFailure is not null)
            {
                _revertFailures[atom.Name] = atom.RevertFailure;
            }
        }
    }

    private ModelAtom? Find(string name) => _atoms.Find(atom => atom.Name == name);
}
