using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>Puts the items of a graph into an order in which each comes after those that it waits for.</summary>
internal static class GraphOrder
{
    /// <summary>
    /// First the items that wait for none, as they were added; then those that wait for these alone, and so on.
    /// <see langword="null"/> if some wait for one another.
    /// </summary>
    public static List<FlowItem>? Of(ImmutableArray<FlowItem> items, ImmutableArray<FlowLink> links)
    {
        List<FlowItem> ordered = Ordered(items, links);
        return ordered.Count == items.Length ? ordered : null;
    }

    /// <summary>Items each of which waits for the one before it, and the first for the last.</summary>
    public static List<FlowItem> Circle(ImmutableArray<FlowItem> items, ImmutableArray<FlowLink> links)
    {
        var left = items.Except(Ordered(items, links)).ToHashSet();
        var path = new List<FlowItem>();
        FlowItem item = left.First();
        while (!path.Contains(item))
        {
            path.Add(item);
            item = links.First(link => link.To == item && left.Contains(link.From)).From;
        }

        path.RemoveRange(0, path.IndexOf(item));
        path.Reverse();
        return path;
    }

    private static List<FlowItem> Ordered(ImmutableArray<FlowItem> items, ImmutableArray<FlowLink> links)
    {
        var after = links.ToLookup(link => link.From, link => link.To);
        var waits = items.ToDictionary(item => item, _ => 0);
        foreach (FlowLink link in links)
        {
            waits[link.To]++;
        }

        List<FlowItem> ordered = [.. items.Where(item => waits[item] == 0)];
        for (int i = 0; i < ordered.Count; i++)
        {
            ordered.AddRange(after[ordered[i]].Where(next => --waits[next] == 0));
        }

        return ordered;
    }
}
