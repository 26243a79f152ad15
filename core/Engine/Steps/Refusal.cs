namespace Orleans.TaskFlow;

/// <summary>What is ignored when deciders refuse an atom: a pure function of the graph.</summary>
internal static class Refusal
{
    /// <summary>The atoms that are ignored besides the target, at this depth.</summary>
    public static IEnumerable<int> Reach(ExecutionGraph graph, int target, DeciderDepth depth) => depth switch
    {
        DeciderDepth.All => graph.AtomsAfter(target),
        DeciderDepth.Flow => TasksThroughTasks(graph, target),
        DeciderDepth.Neighbors => TasksAfter(graph, target),
        _ => [],
    };

    private static IEnumerable<int> TasksAfter(ExecutionGraph graph, int node) =>
        graph[node].Successors.Where(next => graph[next].Kind == NodeKind.Task);

    private static HashSet<int> TasksThroughTasks(ExecutionGraph graph, int target)
    {
        var found = new HashSet<int>();
        var left = new Stack<int>(TasksAfter(graph, target));
        while (left.TryPop(out int task))
        {
            if (found.Add(task))
            {
                foreach (int next in TasksAfter(graph, task))
                {
                    left.Push(next);
                }
            }
        }

        return found;
    }
}
