namespace Orleans.TaskFlow;

/// <summary>Decides which providers of a name count, in which order: injected values first, then the scope, level by level.</summary>
internal sealed class ProviderLocator(FlowContents contents)
{
    /// <summary>
    /// The values of a name. With <paramref name="nearestOnly"/> the first source that has any decides: the injected values, else
    /// the nearest level of the scope with a provider that is not ignored.
    /// </summary>
    public Search Find(string name, IReadOnlyList<Provider> providers, IReadOnlyList<IReadOnlyList<string>>? scope, bool nearestOnly)
    {
        var search = new Search();
        foreach (Provider provider in providers)
        {
            if (provider.IsInjected && !search.Take(provider, Injected(name, provider)))
            {
                return search;
            }
        }

        if (nearestOnly && search.Found.Count > 0)
        {
            return search;
        }

        foreach (IReadOnlyList<string> level in scope ?? [])
        {
            int before = search.Found.Count;
            foreach (string atomName in level)
            {
                if (Last(providers, atomName) is { } provider && !TakeResult(search, name, provider))
                {
                    return search;
                }
            }

            if (nearestOnly && search.Found.Count > before)
            {
                break;
            }
        }

        return search;
    }

    /// <summary>Whether anything in reach is registered to provide a name, whatever it has provided so far.</summary>
    public bool HasPotential(string name, IReadOnlyList<IReadOnlyList<string>>? scope)
    {
        IReadOnlyList<Provider> providers = contents.Mapping.ProvidersOf(name);
        return providers.Any(provider => provider.IsInjected && !Injected(name, provider).IsError)
            || (scope ?? []).Any(level => level.Any(atomName => Last(providers, atomName) is not null));
    }

    /// <summary>The part of a provider's value that the name stands for.</summary>
    public static Reading PartOf(string name, Provider provider, Reading whole)
    {
        if (whole.IsError)
        {
            return whole;
        }

        return whole.TryGetPart(provider.Key, out Document? part)
            ? new Reading(part)
            : Reading.Failed(() => new NotFoundException(
                $"There is no value '{FlowContents.Shown(name)}': it was to be {provider}, but what that gave has no such part."));
    }

    // Of several providers that are the same atom the latest counts: its part of the result moved.
    private static Provider? Last(IReadOnlyList<Provider> providers, string atomName)
    {
        for (int i = providers.Count - 1; i >= 0; i--)
        {
            if (!providers[i].IsInjected && providers[i].AtomName == atomName)
            {
                return providers[i];
            }
        }

        return null;
    }

    private bool TakeResult(Search search, string name, Provider provider)
    {
        Reading result = ResultReader.OfExecution(contents.Get(provider.AtomName!).Detail, ResultReader.Last);
        if (!result.IsError || result.DisallowedIn is not { } atom)
        {
            return search.Take(provider, result);
        }

        search.Searched++;
        if (atom.State == State.Ignore)
        {
            return true;
        }

        search.Error = Reading.Failed(() => new NotFoundException(
            $"There is no value '{FlowContents.Shown(name)}' yet: it is to be provided by {provider}.", result.Error));
        return false;
    }

    private Reading Injected(string name, Provider provider)
    {
        if (provider.AtomName is not null)
        {
            return PartOf(name, provider, ResultReader.OfExecution(contents.Get(provider.AtomName).Detail, ResultReader.Last));
        }

        return contents.Transients.TryGetValue(name, out Document? value)
            ? new Reading(value)
            : Reading.Failed(() => new NotFoundException($"There is no transient value '{FlowContents.Shown(name)}'."));
    }
}
