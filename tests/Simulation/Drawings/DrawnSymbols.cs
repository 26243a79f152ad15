namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>The links of graphs, also those that come from what their items need and give.</summary>
internal static class DrawnSymbols
{
    /// <summary>The links of a graph, as places of its children.</summary>
    public static HashSet<(int From, int To)> Links(DrawnFlow graph)
    {
        HashSet<(int, int)> links = [.. graph.Links.Select(link => (Place(graph, link.From), Place(graph, link.To)))];
        foreach (var (symbol, wanting) in Wanted(graph))
        {
            foreach (int child in wanting)
            {
                int provider = graph.Children.FindIndex(other => other != graph.Children[child] && Given(other).Contains(symbol));
                if (provider >= 0)
                {
                    links.Add((provider, child));
                }
            }
        }

        return links;
    }

    /// <summary>What an item needs from outside.</summary>
    public static HashSet<string> Needed(DrawnItem item)
    {
        if (item is not DrawnFlow flow)
        {
            return [.. ((DrawnAtom)item).Requires.Where(symbol => item is not DrawnTask task || !task.Injected.ContainsKey(symbol))];
        }

        HashSet<string> needed = flow.Retry is null ? [] : Needed(flow.Retry);
        HashSet<string> given = flow.Retry is null ? [] : Given(flow.Retry);
        if (flow.Pattern == FlowPattern.Graph)
        {
            foreach (var (symbol, wanting) in Wanted(flow))
            {
                HashSet<int> providers = [.. Enumerable.Range(0, flow.Children.Count).Where(child => Given(flow.Children[child]).Contains(symbol))];
                if (wanting.Any(child => providers.Count == 0 || providers.SetEquals([child])))
                {
                    needed.Add(symbol);
                }
            }

            return needed;
        }

        foreach (DrawnItem child in flow.Children)
        {
            needed.UnionWith(Needed(child).Where(symbol => !given.Contains(symbol)));
            if (flow.Pattern == FlowPattern.Linear)
            {
                given.UnionWith(Given(child));
            }
        }

        return needed;
    }

    /// <summary>What an item gives to others.</summary>
    public static HashSet<string> Given(DrawnItem item) => item is DrawnFlow flow
        ? [.. flow.Atoms.SelectMany(atom => atom.Provides.Keys)]
        : [.. ((DrawnAtom)item).Provides.Keys];

    private static Dictionary<string, List<int>> Wanted(DrawnFlow graph)
    {
        var wanted = new Dictionary<string, List<int>>();
        for (int child = 0; child < graph.Children.Count; child++)
        {
            foreach (string symbol in Needed(graph.Children[child]).Where(symbol => graph.Retry?.Provides.ContainsKey(symbol) is not true))
            {
                if (!wanted.TryGetValue(symbol, out List<int>? wanting))
                {
                    wanted.Add(symbol, wanting = []);
                }

                wanting.Add(child);
            }
        }

        return wanted;
    }

    private static int Place(DrawnFlow graph, string name) => graph.Children.FindIndex(child => child.Name == name);
}
