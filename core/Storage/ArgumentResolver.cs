namespace Orleans.TaskFlow;

/// <summary>Finds the values of names and of arguments in a flow's memory. Whoever calls it holds <see cref="FlowContents.Sync"/>.</summary>
internal sealed class ArgumentResolver(FlowContents contents)
{
    private readonly ProviderLocator _locator = new(contents);

    /// <summary>The first value of a name.</summary>
    /// <exception cref="TaskFlowException">There is none, or one that has to be readable is not.</exception>
    public Document Fetch(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        IReadOnlyList<Provider> providers = contents.Mapping.ProvidersOf(name);

        // One atom that has its result is what mostly provides a name: then there is nothing to search.
        if (providers is [{ IsInjected: false } only])
        {
            Reading value = ProviderLocator.PartOf(
                name, only, ResultReader.OfExecution(contents.Get(only.AtomName!).Detail, ResultReader.Last));
            if (!value.IsError)
            {
                return value.Value;
            }
        }

        return FetchMany(name)[0];
    }

    /// <summary>All values of a name.</summary>
    /// <exception cref="TaskFlowException">There is none, or one that has to be readable is not.</exception>
    public IReadOnlyList<Document> FetchMany(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFetchMany(name, out Reading error) ?? throw error.Error;
    }

    /// <summary>All values of every name that has any.</summary>
    /// <exception cref="DisallowedAccessException">An injected name cannot be read in the state of the injector.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<Document>> FetchAll()
    {
        var all = new Dictionary<string, IReadOnlyList<Document>>(StringComparer.Ordinal);
        foreach (string name in contents.Mapping.Names)
        {
            if (TryFetchMany(name, out Reading error) is { } values)
            {
                all.Add(name, values);
            }
            else if (error.DisallowedIn is not null)
            {
                throw error.Error;
            }
        }

        return all;
    }

    public IReadOnlyDictionary<string, Document> FetchMappedArgs(
        IReadOnlyDictionary<string, string> argsMapping,
        string? atomName,
        IReadOnlyList<IReadOnlyList<string>>? scope,
        IReadOnlyCollection<string>? optionalArgs)
    {
        ArgumentNullException.ThrowIfNull(argsMapping);
        AtomEntry? atom = string.IsNullOrEmpty(atomName) ? null : contents.Get(atomName);
        var values = new Dictionary<string, Document>(argsMapping.Count, StringComparer.Ordinal);
        foreach (var (argument, name) in argsMapping)
        {
            Check(argument, name);
            if (atom is not null && InjectedInto(atom, name) is { } own)
            {
                values.Add(argument, own);
                continue;
            }

            IReadOnlyList<Provider> providers = contents.Mapping.ProvidersOf(name);
            if (providers.Count > 0)
            {
                values.Add(argument, First(argument, name, _locator.FindNearest(name, providers, scope)));
            }
            else if (optionalArgs?.Contains(argument) is not true)
            {
                throw new NotFoundException(
                    $"Argument '{argument}'{For(atom)} wants '{FlowContents.Shown(name)}', which nothing in flow '{contents.Flow.Name}' provides.");
            }
        }

        return values;
    }

    public IReadOnlyList<string> FetchUnsatisfiedArgs(
        string atomName,
        IReadOnlyDictionary<string, string> argsMapping,
        IReadOnlyList<IReadOnlyList<string>>? scope,
        IReadOnlyCollection<string>? optionalArgs)
    {
        ArgumentNullException.ThrowIfNull(argsMapping);
        AtomEntry atom = contents.Get(atomName);
        return
        [
            .. argsMapping
                .Where(pair => optionalArgs?.Contains(pair.Key) is not true
                    && InjectedInto(atom, pair.Value) is null
                    && !_locator.HasPotential(pair.Value, scope))
                .Select(pair => pair.Key)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static void Check(string argument, string name)
    {
        if (name is null)
        {
            throw new ArgumentException($"Argument '{argument}' is mapped to no name.", nameof(name));
        }
    }

    private static string For(AtomEntry? atom) => atom is null ? "" : $" of atom '{FlowContents.Shown(atom.Name)}'";

    private static Document First(string argument, string name, Search search)
    {
        if (search.Error is { } error)
        {
            throw error.Error;
        }

        foreach (var (provider, value) in search.Found)
        {
            // What was injected was taken apart when it was found.
            if (provider.IsInjected)
            {
                return value.Get();
            }

            if (value.TryGetPart(provider.Key, out Document? part))
            {
                return part;
            }
        }

        string shown = FlowContents.Shown(name);
        throw new NotFoundException(search.Found.Count == 0
            ? $"Argument '{argument}' wants '{shown}', which nothing in its scope provides ({search.Searched} provider(s) were asked)."
            : $"Argument '{argument}' wants '{shown}', but none of its providers gave that part: {string.Join(", ", search.Found.Select(found => found.Provider))}.");
    }

    private IReadOnlyList<Document>? TryFetchMany(string name, out Reading error)
    {
        IReadOnlyList<Provider> providers = contents.Mapping.ProvidersOf(name);
        Search search = _locator.FindAll(name, providers);
        error = search.Error ?? default;
        if (search.Error is not null)
        {
            return null;
        }

        var values = new Document[search.Found.Count];
        for (int i = 0; i < values.Length; i++)
        {
            var (provider, value) = search.Found[i];
            Reading part = provider.IsInjected ? value : ProviderLocator.PartOf(name, provider, value);
            if (part.IsError)
            {
                error = part;
                return null;
            }

            values[i] = part.Value;
        }

        if (values.Length == 0)
        {
            error = Reading.Failed(() => new NotFoundException(
                $"There is no value '{FlowContents.Shown(name)}' in flow '{contents.Flow.Name}' ({search.Searched} provider(s) were asked)."));
            return null;
        }

        return values;
    }

    private Document? InjectedInto(AtomEntry atom, string name)
    {
        if (contents.AtomTransients.TryGetValue(atom.Name, out var transients) && transients.TryGetValue(name, out Document? value))
        {
            return value;
        }

        return atom.Detail.Meta.TryGetValue(Metadata.Injected, out Document? injected) ? injected.Members.GetValueOrDefault(name) : null;
    }
}
