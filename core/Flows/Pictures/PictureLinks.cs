using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>The arrows between the items of a flow.</summary>
internal static class PictureLinks
{
    /// <summary>A graph's own links; in a linear flow one from each item to the next, with what that gets from it.</summary>
    public static ImmutableArray<FlowLink> Of(Flow flow)
    {
        if (flow.Pattern != FlowPattern.Linear)
        {
            return flow.Links;
        }

        var links = ImmutableArray.CreateBuilder<FlowLink>(Math.Max(flow.Children.Length - 1, 0));
        for (int i = 1; i < flow.Children.Length; i++)
        {
            FlowItem from = flow.Children[i - 1];
            FlowItem to = flow.Children[i];
            links.Add(new FlowLink(from, to) { Symbols = [.. to.Requires.Where(from.Provides.Contains).Order(StringComparer.Ordinal)] });
        }

        return links.ToImmutable();
    }

    /// <summary>The items that wait for none of the others.</summary>
    public static IEnumerable<FlowItem> FirstOf(Flow flow, ImmutableArray<FlowLink> links)
    {
        HashSet<FlowItem> waiting = [.. links.Select(link => link.To)];
        return flow.Children.Where(item => !waiting.Contains(item));
    }
}
