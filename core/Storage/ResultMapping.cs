namespace Orleans.TaskFlow;

/// <summary>Which names each provider provides, and which providers each name has, in the order in which they became known.</summary>
internal sealed class ResultMapping
{
    private const string Transient = "";

    private readonly Dictionary<string, Dictionary<string, ResultKey>> _byProvider = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, List<Provider>> _byName = new(StringComparer.Ordinal);

    /// <summary>Every name that something provides.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>The providers of a name, the first known first; none if the name is unknown.</summary>
    public IReadOnlyList<Provider> ProvidersOf(string name) => _byName.TryGetValue(name, out List<Provider>? providers) ? providers : [];

    /// <summary>The names that an atom provides, each with the part it stands for.</summary>
    public IReadOnlyDictionary<string, ResultKey> NamesOf(string atomName) =>
        _byProvider.TryGetValue(atomName, out var names) ? names : System.Collections.Frozen.FrozenDictionary<string, ResultKey>.Empty;

    /// <summary>
    /// Adds names of a provider (null: the transient values). A name that it has already for another part becomes a second
    /// provider of that name.
    /// </summary>
    public void Add(string? atomName, IEnumerable<KeyValuePair<string, ResultKey>> names)
    {
        if (!_byProvider.TryGetValue(atomName ?? Transient, out var known))
        {
            _byProvider.Add(atomName ?? Transient, known = new(StringComparer.Ordinal));
        }

        foreach (var (name, key) in names)
        {
            if (known.TryGetValue(name, out ResultKey former) && former == key)
            {
                continue;
            }

            known[name] = key;
            if (!_byName.TryGetValue(name, out List<Provider>? providers))
            {
                _byName.Add(name, providers = []);
            }

            var provider = new Provider(atomName, key);
            if (!providers.Contains(provider))
            {
                providers.Add(provider);
            }
        }
    }

    /// <summary>Adds names that each stand for the member of that name.</summary>
    public void AddMembers(string? atomName, IEnumerable<string> names) =>
        Add(atomName, names.Select(name => KeyValuePair.Create(name, ResultKey.Member(name))));
}
