using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>Makes the execution graph of a flow.</summary>
internal sealed class GraphCompiler
{
    private readonly List<ExecutionNode> _nodes = [];
    private readonly Dictionary<(int From, int To), FlowLink> _deciders = [];

    private GraphCompiler()
    {
    }

    public static ExecutionGraph Compile(CompiledFlow compiled)
    {
        var compiler = new GraphCompiler();
        compiler.AddFlow(compiled.Flow, parent: null, ordinal: 0, retry: -1, around: []);
        var graph = new ExecutionGraph([.. compiler._nodes], compiled.Atoms);
        if (compiler._deciders.Count > 0)
        {
            foreach (int atom in graph.Atoms)
            {
                graph[atom].Deciders = [.. compiler.DecidersOf(graph[atom])];
            }
        }

        ScopeFinder.FindArguments(graph);
        return graph;
    }

    private (int First, int Last) AddFlow(Flow flow, FlowScope? parent, int ordinal, int retry, int[] around)
    {
        // Flows nested deeper than the stack allows are an exception rather than the end of the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var scope = new FlowScope(flow, parent, ordinal);
        int entry = Add(NodeKind.Flow, flow.Name, atom: null, scope, -1, -1, around);
        int source = entry;
        int[] inside = around;
        if (flow.Retry is not null)
        {
            source = Add(NodeKind.Retry, flow.Retry.Name, flow.Retry, scope, -1, retry, around);
            Connect(entry, source);
            (retry, inside) = (source, [.. around, source]);
        }

        var ends = new Dictionary<FlowItem, (int First, int Last)>(ReferenceEqualityComparer.Instance);
        for (int child = 0; child < flow.Children.Length; child++)
        {
            FlowItem item = flow.Children[child];
            ends[item] = item is Flow inner
                ? AddFlow(inner, scope, child, retry, inside)
                : AddTask((Atom)item, scope, child, retry, inside);
        }

        Link(flow, ends);
        var children = flow.Children.Select(item => ends[item]).ToList();
        foreach (var (first, _) in children.Where(child => _nodes[child.First].Predecessors.Count == 0))
        {
            Connect(source, first);
        }

        int end = Add(NodeKind.FlowEnd, flow.Name, atom: null, scope, -1, -1, around);
        foreach (var (_, last) in children.Where(child => _nodes[child.Last].Successors.Count == 0))
        {
            Connect(last, end);
        }

        if (children.Count == 0)
        {
            Connect(source, end);
        }

        return (entry, end);
    }

    private (int First, int Last) AddTask(Atom task, FlowScope scope, int ordinal, int retry, int[] around)
    {
        int index = Add(NodeKind.Task, task.Name, task, scope, ordinal, retry, around);
        return (index, index);
    }

    private void Link(Flow flow, Dictionary<FlowItem, (int First, int Last)> ends)
    {
        if (flow.Pattern == FlowPattern.Linear)
        {
            for (int child = 1; child < flow.Children.Length; child++)
            {
                Connect(ends[flow.Children[child - 1]].Last, ends[flow.Children[child]].First);
            }
        }

        foreach (FlowLink link in flow.Links)
        {
            int from = ends[link.From].Last;
            int to = ends[link.To].First;
            Connect(from, to);
            if (link.Decider is not null)
            {
                _deciders.Add((from, to), link);
            }
        }
    }

    // Those of the links that lead here, also through the beginnings of flows.
    private IEnumerable<EdgeDecider> DecidersOf(ExecutionNode atom)
    {
        var left = new Queue<(int From, int To)>(atom.Predecessors.Select(before => (before, atom.Index)));
        var seen = new HashSet<int>();
        while (left.TryDequeue(out var edge))
        {
            if (_deciders.TryGetValue(edge, out FlowLink? link))
            {
                yield return new EdgeDecider(edge.From, link.Decider!, link.Depth);
            }

            if (_nodes[edge.From].Kind == NodeKind.Flow && seen.Add(edge.From))
            {
                foreach (int before in _nodes[edge.From].Predecessors)
                {
                    left.Enqueue((before, edge.From));
                }
            }
        }
    }

    private int Add(NodeKind kind, string name, Atom? atom, FlowScope scope, int ordinal, int retry, int[] around)
    {
        int index = _nodes.Count;
        _nodes.Add(new ExecutionNode(index, kind, name, atom) { Scope = scope, Ordinal = ordinal, Retry = retry, RetriesAround = around });
        return index;
    }

    private void Connect(int from, int to)
    {
        _nodes[from].Successors.Add(to);
        _nodes[to].Predecessors.Add(from);
    }
}
