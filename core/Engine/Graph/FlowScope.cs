namespace Orleans.TaskFlow;

/// <summary>A flow's place among the flows around it, and which of its children always come before which.</summary>
internal sealed class FlowScope(Flow flow, FlowScope? parent, int ordinal)
{
    private readonly Lazy<ulong[][]> _before = new(() => BeforeInGraph(flow));

    public FlowScope? Parent { get; } = parent;

    /// <summary>Its place among the children of the parent.</summary>
    public int Ordinal { get; } = ordinal;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Whether what one node does is always done before another begins; and how many flows out of the other's own both are in one.</summary>
    public static bool Precedes(ExecutionNode first, ExecutionNode second, out int level)
    {
        level = 0;
        var (ofFirst, firstOrdinal) = (first.Scope, first.Ordinal);
        var (ofSecond, secondOrdinal) = (second.Scope, second.Ordinal);
        while (ofFirst.Depth > ofSecond.Depth)
        {
            (ofFirst, firstOrdinal) = (ofFirst.Parent!, ofFirst.Ordinal);
        }

        while (ofSecond.Depth > ofFirst.Depth)
        {
            (ofSecond, secondOrdinal) = (ofSecond.Parent!, ofSecond.Ordinal);
            level++;
        }

        while (ofFirst != ofSecond)
        {
            (ofFirst, firstOrdinal) = (ofFirst.Parent!, ofFirst.Ordinal);
            (ofSecond, secondOrdinal) = (ofSecond.Parent!, ofSecond.Ordinal);
            level++;
        }

        return first != second && ofFirst.IsBefore(firstOrdinal, secondOrdinal);
    }

    private bool IsBefore(int first, int second)
    {
        if (first < 0 || second < 0)
        {
            return second >= 0;
        }

        return flow.Pattern switch
        {
            FlowPattern.Linear => first < second,
            FlowPattern.Graph => (_before.Value[second][first >> 6] & (1UL << (first & 63))) != 0,
            _ => false,
        };
    }

    // For each child a bit for every child that comes before it, directly or not.
    private static ulong[][] BeforeInGraph(Flow flow)
    {
        var ordinals = flow.Children.Select((child, index) => (child, index)).ToDictionary(pair => pair.child, pair => pair.index);
        var into = flow.Links.ToLookup(link => ordinals[link.To], link => ordinals[link.From]);
        int words = (ordinals.Count + 63) >> 6;
        var before = new ulong[ordinals.Count][];
        for (int child = 0; child < before.Length; child++)
        {
            // Children stand in an order that their links allow.
            ulong[] bits = before[child] = new ulong[words];
            foreach (int source in into[child])
            {
                bits[source >> 6] |= 1UL << (source & 63);
                for (int word = 0; word < words; word++)
                {
                    bits[word] |= before[source][word];
                }
            }
        }

        return before;
    }
}
