namespace Orleans.TaskFlow;

/// <summary>Decides which providers of a name count, in which order: injected values first, then the scope, level by level.</summary>
internal sealed class ProviderLocator(FlowContents contents)
{
    /// <summary>
    /// The values of a name for somebody in this scope: from the first source that has any, which is the injected values, or else the
    /// nearest level with a provider that is not ignored.
    /// </summary>
    public Search FindNearest(string name, IReadOnlyList<Provider> providers, IReadOnlyList<IReadOnlyList<string>>? scope)
    {
        var search = new Search();
        if (!TakeInjected(search, name, providers) || search.Found.Count > 0)
        {
            return search;
        }

        foreach (IReadOnlyList<string> level in scope ?? [])
        {
            foreach (string atomName in level)
            {
                if (Last(providers, atomName) is { } provider && !TakeResult(search, name, provider))
                {
                    return search;
                }
            }

            if (search.Found.Count > 0)
            {
                break;
            }
        }

        return search;
    }

    /// <summary>All values of a name in the flow: the injected ones, then those of the atoms in the order in which they became known.</summary>
    public Search FindAll(string name, IReadOnlyList<Provider> providers)
    {
        var search = new Search();
        if (!TakeInjected(search, name, providers))
        {
            return search;
        }

        for (int i = 0; i < providers.Count; i++)
        {
            if (!providers[i].IsInjected && !TakeResult(search, name, Last(providers, providers[i].AtomName!)!))
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

    private bool TakeInjected(Search search, string name, IReadOnlyList<Provider> providers)
    {
        for (int i = 0; i < providers.Count; i++)
        {
            if (providers[i].IsInjected && !search.Take(providers[i], Injected(name, providers[i])))
            {
                return false;
            }
        }

        return true;
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
