using System.Collections.Frozen;

namespace Orleans.TaskFlow;

/// <summary>
/// Which atom of a flow comes before which. Nodes are numbered: a flow's beginning, its retry, its children, its end. Where a flow
/// begins and ends there is a node, so that there are no more edges than items and links.
/// </summary>
internal sealed class ExecutionGraph
{
    public ExecutionGraph(ExecutionNode[] nodes, IEnumerable<Atom> atoms)
    {
        Nodes = nodes;
        ByName = nodes.Where(node => node.Atom is not null).ToFrozenDictionary(node => node.Name, node => node.Index, StringComparer.Ordinal);
        Atoms = [.. atoms.Select(atom => ByName[atom.Name])];
        Retries = [.. Atoms.Where(index => nodes[index].Kind == NodeKind.Retry)];
    }

    public ExecutionNode[] Nodes { get; }

    /// <summary>The atoms, the retry of a flow after the flow's other atoms.</summary>
    public int[] Atoms { get; }

    public int[] Retries { get; }

    public FrozenDictionary<string, int> ByName { get; }

    public ExecutionNode this[int index] => Nodes[index];

    /// <summary>All atoms after a node, near or far.</summary>
    public List<int> AtomsAfter(int start)
    {
        var seen = new HashSet<int>();
        var after = new List<int>();
        var left = new Stack<int>(Nodes[start].Successors);
        while (left.TryPop(out int index))
        {
            if (!seen.Add(index))
            {
                continue;
            }

            if (Nodes[index].Atom is not null)
            {
                after.Add(index);
            }

            foreach (int next in Nodes[index].Successors)
            {
                left.Push(next);
            }
        }

        return after;
    }
}
