using System.Text.Json.Nodes;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Named values: injected ones, and who provides the others.</content>
public sealed partial class StorageModel
{
    private const string Transient = "";

    // By name: who provides it (an atom, the injector, or the transient values), and with which part, in the order of becoming known.
    private readonly Dictionary<string, List<(string Provider, object? Part)>> _providers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _transients = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Atom, string Name), string> _atomTransients = [];

    public IEnumerable<string> KnownNames => _providers.Keys;

    public void Inject(IReadOnlyDictionary<string, string> values, bool transient)
    {
        if (transient)
        {
            foreach (var (name, value) in values)
            {
                _transients[name] = value;
            }

            Provide(Transient, values.Keys.ToDictionary(name => name, name => (object?)name));
            return;
        }

        if (Find(IFlowStorage.InjectorName) is not { } injector)
        {
            _atoms.Add(injector = new ModelAtom(IFlowStorage.InjectorName, AtomKind.Task) { State = State.Success, Result = "{}" });
        }

        var results = (JsonObject)CanonicalJson.Parse(injector.Result)!;
        foreach (var (name, value) in values)
        {
            results[name] = CanonicalJson.Parse(value);
        }

        injector.Result = results.ToJsonString();
        Provide(injector.Name, results.ToDictionary(member => member.Key, member => (object?)member.Key));
    }

    public void InjectAtomArgs(string atomName, IReadOnlyDictionary<string, string> values, bool transient)
    {
        ModelAtom atom = Get(atomName);
        if (transient)
        {
            foreach (var (name, value) in values)
            {
                _atomTransients[(atomName, name)] = value;
            }

            return;
        }

        var injected = (JsonObject)CanonicalJson.Parse(atom.Meta.GetValueOrDefault("injected", "{}"))!;
        foreach (var (name, value) in values)
        {
            injected[name] = CanonicalJson.Parse(value);
        }

        atom.Meta["injected"] = injected.ToJsonString();
    }

    /// <summary>All values of a name, injected ones first.</summary>
    public IReadOnlyList<string> Fetch(string name)
    {
        var values = new List<string>();
        foreach (var (provider, _) in ProvidersOf(name).Where(IsInjected))
        {
            values.Add(Injected(provider, name));
        }

        foreach (var (provider, _) in ProvidersOf(name).Where(provider => !IsInjected(provider)))
        {
            ModelAtom atom = Get(provider);
            if (HasResult(atom))
            {
                values.Add(PartOf(atom, name) ?? throw new ModelException(nameof(NotFoundException)));
            }
            else if (atom.State != State.Ignore)
            {
                throw new ModelException(nameof(NotFoundException));
            }
        }

        return values.Count > 0 ? values : throw new ModelException(nameof(NotFoundException));
    }

    public IReadOnlyDictionary<string, string> FetchMappedArgs(
        IReadOnlyDictionary<string, string> mapping, string? atomName, IReadOnlyList<IReadOnlyList<string>>? scope, IReadOnlyCollection<string> optional)
    {
        _ = atomName is null ? null : Get(atomName);
        var values = new Dictionary<string, string>();
        foreach (var (argument, name) in mapping)
        {
            string? own = atomName is null ? null : Own(atomName, name);
            if (own is not null || ProvidersOf(name).Count > 0)
            {
                values[argument] = own ?? Nearest(name, scope ?? []);
            }
            else if (!optional.Contains(argument))
            {
                throw new ModelException(nameof(NotFoundException));
            }
        }

        return values;
    }

    public IReadOnlyList<string> FetchUnsatisfiedArgs(
        string atomName, IReadOnlyDictionary<string, string> mapping, IReadOnlyList<IReadOnlyList<string>>? scope, IReadOnlyCollection<string> optional)
    {
        Get(atomName);
        return
        [
            .. mapping
                .Where(pair => !optional.Contains(pair.Key) && Own(atomName, pair.Value) is null && !InReach(pair.Value))
                .Select(pair => pair.Key)
                .Order(StringComparer.Ordinal),
        ];

        bool InReach(string name) => ProvidersOf(name).Any(provider => IsInjected(provider)
            ? provider.Provider == Transient || HasResult(Get(provider.Provider))
            : (scope ?? []).Any(level => level.Contains(provider.Provider)));
    }

    private static bool IsInjected((string Provider, object? Part) provider) => provider.Provider is Transient or IFlowStorage.InjectorName;

    private static bool HasResult(ModelAtom atom) =>
        atom.Failure is not null || (atom.State is State.Success or State.Failure or State.Reverting && (atom.Kind == AtomKind.Task || atom.Attempts.Count > 0));

    // A retry that is in a state with results but has none is no provider to pass over, either.
    private static bool IsPassedOver(ModelAtom atom) => !HasResult(atom) && atom.State == State.Ignore;

    private string Nearest(string name, IReadOnlyList<IReadOnlyList<string>> scope)
    {
        List<string> injected = [.. ProvidersOf(name).Where(IsInjected).Select(provider => Injected(provider.Provider, name))];
        if (injected.Count > 0)
        {
            return injected[0];
        }

        foreach (IReadOnlyList<string> level in scope)
        {
            List<ModelAtom> atoms =
                [.. level.Where(atom => ProvidersOf(name).Exists(provider => provider.Provider == atom)).Select(atom => Get(atom)).Where(atom => !IsPassedOver(atom))];
            if (atoms.Count > 0)
            {
                return atoms.TrueForAll(HasResult) && atoms.Select(atom => PartOf(atom, name)).FirstOrDefault(part => part is not null) is { } value
                    ? value
                    : throw new ModelException(nameof(NotFoundException));
            }
        }

        throw new ModelException(nameof(NotFoundException));
    }

    private string? Own(string atomName, string name)
    {
        if (_atomTransients.TryGetValue((atomName, name), out string? value))
        {
            return value;
        }

        var injected = (JsonObject)CanonicalJson.Parse(Get(atomName).Meta.GetValueOrDefault("injected", "{}"))!;
        return injected.ContainsKey(name) ? CanonicalJson.Of(injected[name]) : null;
    }

    private string Injected(string provider, string name)
    {
        if (provider == Transient)
        {
            return _transients[name];
        }

        ModelAtom injector = Get(provider);
        return HasResult(injector) ? PartOf(injector, name)! : throw new ModelException(nameof(DisallowedAccessException));
    }

    // Null if the result has no such part. A failure is a whole without parts. Of the parts that an atom has provided under a name, the
    // one that became known last counts.
    private string? PartOf(ModelAtom atom, string name)
    {
        object? part = ProvidersOf(name).FindLast(provider => provider.Provider == atom.Name).Part;
        if (atom.Failure is not null)
        {
            return part is null ? CanonicalJson.Of(CanonicalJson.Failure(atom.Failure)) : null;
        }

        JsonNode? whole = CanonicalJson.Parse(atom.Kind == AtomKind.Task ? atom.Result : atom.Attempts[^1].Value);
        return (part, whole) switch
        {
            (null, _) => CanonicalJson.Of(whole),
            (int index, JsonArray items) when index < items.Count => CanonicalJson.Of(items[index]),
            (string member, JsonObject members) when members.ContainsKey(member) => CanonicalJson.Of(members[member]),
            _ => null,
        };
    }

    private List<(string Provider, object? Part)> ProvidersOf(string name) => _providers.TryGetValue(name, out var providers) ? providers : [];

    private void Provide(string provider, IReadOnlyDictionary<string, object?> saveAs)
    {
        foreach (var (name, part) in saveAs)
        {
            if (!_providers.TryGetValue(name, out var providers))
            {
                _providers.Add(name, providers = []);
            }

            if (!providers.Contains((provider, part)))
            {
                providers.Add((provider, part));
            }
        }
    }

    private void ForgetProviders()
    {
        _providers.Clear();
        _transients.Clear();
        _atomTransients.Clear();
        if (Find(IFlowStorage.InjectorName) is { } injector)
        {
            Provide(injector.Name, ((JsonObject)CanonicalJson.Parse(injector.Result)!).ToDictionary(member => member.Key, member => (object?)member.Key));
        }
    }
}
