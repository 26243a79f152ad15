using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>The links of a graph that come from symbols: from the item that provides one to those that require it.</summary>
internal static class SymbolLinks
{
    /// <summary>The links of a graph once items are added to it.</summary>
    /// <exception cref="AmbiguousDependencyException">Several items provide a symbol that a new one requires.</exception>
    public static ImmutableArray<FlowLink> With(Flow flow, ImmutableArray<FlowItem> existing, ReadOnlySpan<FlowItem> added)
    {
        Dictionary<string, List<FlowItem>> providers = Providers(existing);
        Dictionary<string, List<FlowItem>> open = Open(flow, existing, providers);
        var links = new LinkList(flow.Links);
        foreach (FlowItem item in added)
        {
            foreach (string symbol in Wanted(flow, item))
            {
                if (!providers.TryGetValue(symbol, out List<FlowItem>? found))
                {
                    Add(open, symbol, item);
                }
                else if (found.Count == 1)
                {
                    links.Add(found[0], item, symbol);
                }
                else
                {
                    throw new AmbiguousDependencyException(
                        $"'{item.Name}' cannot be added to flow '{flow.Name}': it requires '{symbol}', which several items provide: {string.Join(", ", found.Select(provider => $"'{provider.Name}'").Order(StringComparer.Ordinal))}.");
                }
            }

            foreach (string symbol in item.Provides)
            {
                Add(providers, symbol, item);
                if (open.TryGetValue(symbol, out List<FlowItem>? waiting))
                {
                    foreach (FlowItem other in waiting.Where(other => other != item))
                    {
                        links.Add(item, other, symbol);
                    }

                    waiting.RemoveAll(other => other != item);
                }
            }
        }

        return links.ToImmutable();
    }

    /// <summary>The symbols that a graph's items require and no other of them, nor its retry, provides; with those that require them.</summary>
    public static Dictionary<string, List<FlowItem>> Open(Flow flow) => Open(flow, flow.Children, Providers(flow.Children));

    public static int IndexOf(ImmutableArray<FlowLink> links, FlowItem from, FlowItem to)
    {
        for (int i = 0; i < links.Length; i++)
        {
            if (links[i].From == from && links[i].To == to)
            {
                return i;
            }
        }

        return -1;
    }

    private static Dictionary<string, List<FlowItem>> Open(
        Flow flow, ImmutableArray<FlowItem> items, Dictionary<string, List<FlowItem>> providers)
    {
        var open = new Dictionary<string, List<FlowItem>>(StringComparer.Ordinal);
        foreach (FlowItem item in items)
        {
            foreach (string symbol in Wanted(flow, item))
            {
                if (!providers.TryGetValue(symbol, out List<FlowItem>? found) || found is [{ } only] && only == item)
                {
                    Add(open, symbol, item);
                }
            }
        }

        return open;
    }

    private static Dictionary<string, List<FlowItem>> Providers(ImmutableArray<FlowItem> items)
    {
        var providers = new Dictionary<string, List<FlowItem>>(StringComparer.Ordinal);
        foreach (FlowItem item in items)
        {
            foreach (string symbol in item.Provides)
            {
                Add(providers, symbol, item);
            }
        }

        return providers;
    }

    private static IEnumerable<string> Wanted(Flow flow, FlowItem item) =>
        item.Requires.Where(symbol => flow.Retry?.Provides.Contains(symbol) is not true).Order(StringComparer.Ordinal);

    private static void Add(Dictionary<string, List<FlowItem>> items, string symbol, FlowItem item)
    {
        if (!items.TryGetValue(symbol, out List<FlowItem>? list))
        {
            items.Add(symbol, list = []);
        }

        list.Add(item);
    }

    /// <summary>Links in the order in which they were first made; a symbol is added to one that is there.</summary>
    private sealed class LinkList(ImmutableArray<FlowLink> existing)
    {
        private readonly ImmutableArray<FlowLink>.Builder _links = existing.ToBuilder();
        private readonly Dictionary<(FlowItem From, FlowItem To), int> _indexes =
            existing.Select((link, index) => (link, index)).ToDictionary(pair => (pair.link.From, pair.link.To), pair => pair.index);

        public void Add(FlowItem from, FlowItem to, string symbol)
        {
            if (!_indexes.TryGetValue((from, to), out int index))
            {
                _indexes.Add((from, to), index = _links.Count);
                _links.Add(new FlowLink(from, to));
            }

            _links[index] = _links[index] with { Symbols = _links[index].Symbols.Add(symbol) };
        }

        public ImmutableArray<FlowLink> ToImmutable() => _links.ToImmutable();
    }
}
