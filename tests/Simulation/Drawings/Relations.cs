namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What follows from a drawing alone: which atom comes before which, who decides about it, what it sees. Shares nothing with the engine.</summary>
internal sealed class Relations
{
    private readonly Dictionary<DrawnItem, DrawnFlow> _parents = [];
    private readonly Dictionary<DrawnFlow, bool[,]> _order = [];
    private readonly Dictionary<DrawnFlow, HashSet<(int From, int To)>> _edges = [];

    public Relations(DrawnFlow flow)
    {
        foreach (DrawnFlow each in flow.Flows)
        {
            foreach (DrawnItem child in each.Retry is null ? each.Children : [.. each.Children, each.Retry])
            {
                _parents.Add(child, each);
            }

            _edges.Add(each, EdgesOf(each));
            _order.Add(each, Closure(each.Children.Count, _edges[each]));
        }

        Atoms = flow.Atoms.ToDictionary(atom => atom.Name);
        foreach (DrawnAtom atom in Atoms.Values)
        {
            Before.Add(atom.Name, []);
            After.Add(atom.Name, []);
        }

        foreach (DrawnFlow each in flow.Flows)
        {
            for (int second = 0; second < each.Children.Count; second++)
            {
                DrawnAtom[] later = AtomsIn(each.Children[second]);
                Put(each.Retry is null ? [] : [each.Retry], later);
                for (int first = 0; first < each.Children.Count; first++)
                {
                    if (_order[each][first, second])
                    {
                        Put(AtomsIn(each.Children[first]), later);
                    }
                }
            }
        }
    }

    public Dictionary<string, DrawnAtom> Atoms { get; }

    /// <summary>All atoms that come before an atom.</summary>
    public Dictionary<string, HashSet<string>> Before { get; } = [];

    /// <summary>All atoms that come after an atom.</summary>
    public Dictionary<string, HashSet<string>> After { get; } = [];

    /// <summary>The retries that are asked when an atom fails, the nearest first.</summary>
    public IEnumerable<DrawnRetry> Around(string atom)
    {
        DrawnFlow? flow = _parents[Atoms[atom]];
        for (flow = flow.Retry == Atoms[atom] ? _parents.GetValueOrDefault(flow) : flow; flow is not null; flow = _parents.GetValueOrDefault(flow))
        {
            if (flow.Retry is not null)
            {
                yield return flow.Retry;
            }
        }
    }

    /// <summary>The links with deciders that lead to an atom, also through the beginnings of flows; with the atom that one comes from, if it is one.</summary>
    public IEnumerable<(DrawnLink Link, DrawnAtom? From)> Deciders(string atom)
    {
        DrawnItem item = Atoms[atom];
        DrawnFlow flow = _parents[item];
        if (flow.Retry != item)
        {
            foreach (DrawnLink link in flow.Links.Where(link => link.To == item.Name && link.Decider is not null))
            {
                yield return (link, flow.Children.First(child => child.Name == link.From) as DrawnAtom);
            }
        }

        while (IsFirst(flow, item) && _parents.TryGetValue(flow, out DrawnFlow? parent))
        {
            foreach (DrawnLink link in parent.Links.Where(link => link.To == flow.Name && link.Decider is not null))
            {
                yield return (link, parent.Children.First(child => child.Name == link.From) as DrawnAtom);
            }

            (item, flow) = (flow, parent);
        }
    }

    /// <summary>What is ignored besides an atom that is refused.</summary>
    public HashSet<string> Reach(string atom, DeciderDepth depth)
    {
        switch (depth)
        {
            case DeciderDepth.All:
                return After[atom];
            case DeciderDepth.Neighbors:
                return [.. NextTasks(atom)];
            case DeciderDepth.Flow:
                HashSet<string> found = [];
                var left = new Stack<string>(NextTasks(atom));
                while (left.TryPop(out string? task))
                {
                    if (found.Add(task))
                    {
                        foreach (string next in NextTasks(task))
                        {
                            left.Push(next);
                        }
                    }
                }

                return found;
            default:
                return [];
        }
    }

    /// <summary>
    /// What an atom sees: levels from its own flow outwards, in each groups from the nearest backwards. Within a group the drawing says
    /// not which is nearer.
    /// </summary>
    public IEnumerable<IEnumerable<DrawnAtom[]>> Sight(string atom)
    {
        DrawnItem item = Atoms[atom];
        for (DrawnFlow? flow = _parents[item]; flow is not null; (item, flow) = (flow, _parents.GetValueOrDefault(flow)))
        {
            if (item != flow.Retry)
            {
                yield return Level(flow, flow.Children.IndexOf(item));
            }
        }
    }

    private static DrawnAtom[] AtomsIn(DrawnItem item) => item is DrawnFlow flow ? [.. flow.Atoms] : [(DrawnAtom)item];

    private static HashSet<(int From, int To)> EdgesOf(DrawnFlow flow) => flow.Pattern switch
    {
        FlowPattern.Linear => [.. Enumerable.Range(1, Math.Max(0, flow.Children.Count - 1)).Select(child => (child - 1, child))],
        FlowPattern.Graph => DrawnSymbols.Links(flow),
        _ => [],
    };

    private static bool[,] Closure(int count, HashSet<(int From, int To)> edges)
    {
        var before = new bool[count, count];
        foreach (var (from, to) in edges)
        {
            before[from, to] = true;
        }

        for (int middle = 0; middle < count; middle++)
        {
            for (int from = 0; from < count; from++)
            {
                for (int to = 0; to < count; to++)
                {
                    before[from, to] |= before[from, middle] && before[middle, to];
                }
            }
        }

        return before;
    }

    private IEnumerable<DrawnAtom[]> Level(DrawnFlow flow, int place)
    {
        IEnumerable<int> earlier = Enumerable.Range(0, flow.Children.Count).Where(child => _order[flow][child, place]).Reverse();
        if (flow.Pattern == FlowPattern.Linear)
        {
            foreach (int child in earlier)
            {
                yield return AtomsIn(flow.Children[child]);
            }
        }
        else
        {
            yield return [.. earlier.SelectMany(child => AtomsIn(flow.Children[child]))];
        }

        if (flow.Retry is not null)
        {
            yield return [flow.Retry];
        }
    }

    private IEnumerable<string> NextTasks(string atom)
    {
        DrawnItem item = Atoms[atom];
        DrawnFlow flow = _parents[item];
        int place = flow.Children.IndexOf(item);
        return flow.Children
            .Where((child, at) => child is DrawnTask && (place < 0 ? !_edges[flow].Any(edge => edge.To == at) : _edges[flow].Contains((place, at))))
            .Select(child => child.Name);
    }

    private bool IsFirst(DrawnFlow flow, DrawnItem item) =>
        item == flow.Retry || (flow.Retry is null && flow.Children.IndexOf(item) is var at && !_edges[flow].Any(edge => edge.To == at));

    private void Put(IEnumerable<DrawnAtom> earlier, DrawnAtom[] later)
    {
        foreach (DrawnAtom first in earlier)
        {
            foreach (DrawnAtom second in later)
            {
                Before[second.Name].Add(first.Name);
                After[first.Name].Add(second.Name);
            }
        }
    }
}
