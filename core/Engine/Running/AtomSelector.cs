namespace Orleans.TaskFlow;

/// <summary>Picks the atoms that are to be called next: those that are ready and that no decider refuses.</summary>
internal sealed class AtomSelector(RunContext context, Frontier frontier, AtomWriter writer)
{
    /// <summary>The atoms that have become ready, by falling priority. What deciders refuse is ignored from now on.</summary>
    public async ValueTask<List<int>> SelectAsync()
    {
        var ready = new List<int>();
        while (frontier.TryTakeReady(out int node))
        {
            if (frontier.MayRevert(node) || context.Graph[node].Deciders.Length == 0 || await IsAllowedAsync(node))
            {
                ready.Add(node);
            }
        }

        ready.Sort(Compare);
        return ready;
    }

    /// <summary>The greater priority first, and of the same the one that stands first in the flow.</summary>
    public int Compare(int left, int right)
    {
        int byPriority = context.Graph[right].Atom!.Contract.Priority.CompareTo(context.Graph[left].Atom!.Contract.Priority);
        return byPriority != 0 ? byPriority : left.CompareTo(right);
    }

    private async Task<bool> IsAllowedAsync(int target)
    {
        ExecutionGraph graph = context.Graph;
        var history = new Dictionary<string, Document>(StringComparer.Ordinal);
        var asked = new List<EdgeDecider>();
        foreach (EdgeDecider edge in graph[target].Deciders)
        {
            ExecutionNode source = graph[edge.From];
            if (source.Atom is null)
            {
                asked.Add(edge);
            }
            else if (frontier.StateOf(edge.From) != State.Ignore)
            {
                asked.Add(edge);
                history[source.Name] = await context.Storage.GetExecuteResultAsync(source.Name);
            }
        }

        List<EdgeDecider> refusing = [.. asked.Where(edge => !edge.Decider(history))];
        if (refusing.Count == 0)
        {
            return true;
        }

        // The target last: had a crash left only some of the others ignored, it would be asked about again.
        DeciderDepth widest = refusing.Min(edge => edge.Depth);
        AtomChange[] beside = [.. Refusal.Reach(graph, target, widest).Select(Ignored)];
        if (beside.Length > 0)
        {
            await writer.ApplyAsync(beside);
        }

        await writer.ApplyAsync([Ignored(target)]);
        return false;
    }

    private static AtomChange Ignored(int node) => new(node, State.Ignore, Intention.Ignore);
}
