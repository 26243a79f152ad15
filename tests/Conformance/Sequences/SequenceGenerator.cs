using System.Collections.Immutable;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Draws calls at random, good ones and some that are to be refused; the same seed draws the same calls.</summary>
public sealed class SequenceGenerator(int seed)
{
    // Few names, so that calls meet; one that is no atom, and one that no atom may have.
    public static readonly IReadOnlyList<string> Tasks = ["task one", "task/two", "tâche ☂"];
    public static readonly IReadOnlyList<string> Retries = ["retry", "retry 2"];
    public static readonly IReadOnlyList<string> AtomNames = [.. Tasks, .. Retries, IFlowStorage.InjectorName, "unknown"];
    public static readonly IReadOnlyList<string> ValueNames = ["x", "y", "z", "nobody provides it"];

    private static readonly string[] _values =
        ["null", "1", "\"text\"", "[1,\"b\",null]", "[]", "{}", """{"host":"h","version":2}""", """{"causes":[{"x":1}]}""", "[[5]]", "true"];

    private static readonly object?[] _parts = [null, 0, 1, "host", "version", "causes"];
    private static readonly string[] _messages = ["woot", "late", "☃"];
    private static readonly State[] _states = Enum.GetValues<State>();
    private static readonly State[] _likelyStates = [State.Success, State.Success, State.Failure, State.Reverted, State.RevertFailure];

    // Not for secrets: the same seed has to give the same calls.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);
    private (string Atom, State State)? _saved;

    public StorageOperation Next() => _random.Next(100) switch
    {
        < 12 => Ensure(),
        < 24 => SetState(),
        < 32 => SetIntention(),
        < 47 => Save(),
        < 57 => SaveFailure(),
        < 62 => SaveRetryFailure(),
        < 64 => CleanupRetryHistory(),
        < 70 => Reset(),
        < 77 => Inject(),
        < 82 => InjectAtomArgs(),
        < 86 => UpdateMeta(),
        < 90 => SetProgress(),
        < 93 => SetFlowState(),
        < 97 => ChangeFlowState(),
        _ => UpdateFlowMeta(),
    };

    /// <summary>Whether to drop the storage and open it again before the next call.</summary>
    public bool Reloads() => _random.Next(12) == 0;

    /// <summary>Whether to ask a question after this call: a third of them, since each is a call of its own to a distant storage.</summary>
    public bool Asks() => _random.Next(3) == 0;

    public (IReadOnlyDictionary<string, string> Mapping, string? Atom, IReadOnlyList<IReadOnlyList<string>>? Scope, IReadOnlyList<string> Optional) Arguments()
    {
        var mapping = Enumerable.Range(0, _random.Next(1, 4)).ToDictionary(number => $"arg{number}", _ => Pick(ValueNames));
        IReadOnlyList<IReadOnlyList<string>>? scope = _random.Next(5) == 0 ? null : [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Some(AtomNames))];
        return (mapping, _random.Next(4) == 0 ? null : Pick(AtomNames), scope, Some([.. mapping.Keys]));
    }

    private StorageOperation Ensure()
    {
        ModelDeclaration[] atoms = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Declaration())];
        return StorageOperation.Change(
            $"ensure {string.Join(", ", atoms.Select(atom => $"{atom.Kind} '{atom.Name}' ({string.Join(" ", atom.SaveAs)})"))}",
            storage => storage.EnsureAtomsAsync([.. atoms.Select(Declared)]),
            model => model.Ensure(atoms));
    }

    private ModelDeclaration Declaration()
    {
        bool mistaken = _random.Next(15) == 0;
        AtomKind kind = _random.Next(3) == 0 ? AtomKind.Retry : AtomKind.Task;
        string name = mistaken && _random.Next(2) == 0 ? "" : Pick(kind == AtomKind.Task != mistaken ? Tasks : Retries);
        var saveAs = Some(ValueNames.Take(3).ToList()).ToDictionary(value => value, _ => Pick(_parts));
        return new ModelDeclaration(name, kind, saveAs, _random.Next(2) == 0 ? null : "1.0");
    }

    private static AtomDeclaration Declared(ModelDeclaration atom) => new(atom.Name, atom.Kind)
    {
        Version = atom.Version,
        SaveAs = atom.SaveAs.ToImmutableDictionary(
            pair => pair.Key,
            pair => pair.Value switch { int index => ResultKey.At(index), string member => ResultKey.Member(member), _ => ResultKey.Whole }),
    };

    private StorageOperation SetState()
    {
        string atom = Pick(AtomNames);
        State state = Pick(_states);
        return StorageOperation.Change(
            $"set state of '{atom}' to {state}", storage => storage.SetAtomStateAsync(atom, state), model => model.Get(atom).State = state);
    }

    private StorageOperation SetIntention()
    {
        string atom = Pick(AtomNames);
        Intention intention = Pick(Enum.GetValues<Intention>());
        return StorageOperation.Change(
            $"set intention of '{atom}' to {intention}",
            storage => storage.SetAtomIntentionAsync(atom, intention),
            model => model.Get(atom).Intention = intention);
    }

    // Often where and as something was saved just before: what a store does with a value that it has is not what it does with a first one.
    private StorageOperation Save()
    {
        string value = Pick(_values);
        State state = _random.Next(4) == 0 ? Pick(_states) : Pick(_likelyStates);
        (string Atom, State State) place = (SavedAtom(), state is State.Failure or State.RevertFailure ? State.Success : state);
        if (_saved is { } before && _random.Next(3) == 0)
        {
            place = before;
        }

        _saved = place;
        var (atom, saved) = place;
        return StorageOperation.Change(
            $"save {value} in '{atom}' as {saved}",
            storage => storage.SaveAsync(atom, Document.Parse(value), saved),
            model => model.Save(atom, value, saved));
    }

    private StorageOperation SaveFailure()
    {
        string atom = SavedAtom();
        Failure failure = Failed();
        State state = _random.Next(3) == 0 ? State.RevertFailure : State.Failure;
        bool asDocument = _random.Next(2) == 0;
        return StorageOperation.Change(
            $"save failure '{failure.Message}' in '{atom}' as {state}",
            storage => asDocument ? storage.SaveAsync(atom, failure.ToDocument(), state) : storage.SaveFailureAsync(atom, failure, state),
            model => model.SaveFailure(atom, failure.Message, state));
    }

    private StorageOperation SaveRetryFailure()
    {
        string retry = _random.Next(5) == 0 ? Pick(AtomNames) : Pick(Retries);
        string failed = Pick(AtomNames);
        Failure failure = Failed();
        return StorageOperation.Change(
            $"note in '{retry}' failure '{failure.Message}' of '{failed}'",
            storage => storage.SaveRetryFailureAsync(retry, failed, failure),
            model => model.SaveRetryFailure(retry, failed, failure.Message));
    }

    private StorageOperation CleanupRetryHistory()
    {
        string retry = _random.Next(5) == 0 ? Pick(AtomNames) : Pick(Retries);
        State state = Pick(_states);
        return StorageOperation.Change(
            $"clean up '{retry}' to {state}",
            storage => storage.CleanupRetryHistoryAsync(retry, state),
            model => model.CleanupRetryHistory(retry, state));
    }

    private StorageOperation Reset()
    {
        string atom = Pick(AtomNames);
        State state = _random.Next(2) == 0 ? State.Pending : Pick(_states);
        return StorageOperation.Change(
            $"reset '{atom}' to {state}", storage => storage.ResetAsync(atom, state), model => model.Reset(atom, state));
    }

    private StorageOperation Inject()
    {
        var values = NamedValues();
        bool transient = _random.Next(2) == 0;
        return StorageOperation.Change(
            $"inject {string.Join(" ", values)}{(transient ? " transiently" : "")}",
            storage => storage.InjectAsync(Documents(values), transient),
            model => model.Inject(values, transient));
    }

    private StorageOperation InjectAtomArgs()
    {
        string atom = SavedAtom();
        var values = NamedValues();
        bool transient = _random.Next(2) == 0;
        return StorageOperation.Change(
            $"inject into '{atom}' {string.Join(" ", values)}{(transient ? " transiently" : "")}",
            storage => storage.InjectAtomArgsAsync(atom, Documents(values), transient),
            model => model.InjectAtomArgs(atom, values, transient));
    }

    private StorageOperation UpdateMeta()
    {
        string atom = Pick(AtomNames);
        var values = NamedValues();
        return StorageOperation.Change(
            $"update metadata of '{atom}' {string.Join(" ", values)}",
            storage => storage.UpdateAtomMetadataAsync(atom, Documents(values)),
            model => model.UpdateMeta(atom, kind: null, values));
    }

    private StorageOperation SetProgress()
    {
        string task = Pick(AtomNames);
        double progress = _random.Next(5) / 4.0;
        string? details = Pick((string?[])[null, "{}", """{"file":"f"}"""]);
        var update = new Dictionary<string, string> { ["progress"] = CanonicalJson.Of(progress) };
        if (details is not null)
        {
            update["progress_details"] = details == "{}" ? "null" : $$"""{"at_progress":{{CanonicalJson.Of(progress)}},"details":{{details}}}""";
        }

        return StorageOperation.Change(
            $"set progress of '{task}' to {progress} {details}",
            storage => storage.SetTaskProgressAsync(task, progress, details is null ? null : Document.Parse(details)),
            model => model.UpdateMeta(task, AtomKind.Task, update));
    }

    private StorageOperation SetFlowState()
    {
        State state = Pick(_states);
        return StorageOperation.Change(
            $"set the flow's state to {state}", storage => storage.SetFlowStateAsync(state), model => model.SetFlowState(state));
    }

    private StorageOperation ChangeFlowState()
    {
        State state = Pick(_states);
        return new StorageOperation(
            $"change the flow's state to {state}",
            async storage => await storage.ChangeFlowStateAsync(state) is var change ? $"{change.Changed} {change.Previous}" : "",
            model => model.ChangeFlowState(state));
    }

    private StorageOperation UpdateFlowMeta()
    {
        var values = NamedValues();
        return StorageOperation.Change(
            $"update the flow's metadata {string.Join(" ", values)}",
            storage => storage.UpdateFlowMetadataAsync(Documents(values)),
            model =>
            {
                foreach (var (key, value) in values)
                {
                    model.FlowMeta[key] = value;
                }
            });
    }

    private Failure Failed() => Failure.FromException(new InvalidOperationException(Pick(_messages)));

    // Results of the injector are not for callers to save.
    private string SavedAtom() => Pick([.. AtomNames.Where(name => name != IFlowStorage.InjectorName)]);

    private Dictionary<string, string> NamedValues() => Some(ValueNames.Take(3).ToList()).ToDictionary(name => name, _ => Pick(_values));

    private static Dictionary<string, Document> Documents(Dictionary<string, string> values) =>
        values.ToDictionary(pair => pair.Key, pair => Document.Parse(pair.Value));

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private IReadOnlyList<T> Some<T>(IReadOnlyList<T> items) => [.. items.Where(_ => _random.Next(2) == 0)];
#pragma warning restore CA5394
}
