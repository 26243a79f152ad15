namespace Orleans.TaskFlow;

/// <summary>What follows from changes that are about to be saved, where nobody has to be asked about it: so it can be saved with them.</summary>
internal static class Foresight
{
    /// <summary>The tasks that become RUNNING or REVERTING once these changes are saved; none if anything else follows from them.</summary>
    public static List<AtomChange> Of(ExecutionGraph graph, Frontier frontier, IReadOnlyList<AtomChange> changes)
    {
        if (!changes.All(change => change.Failure is null && graph[change.Node].Kind == NodeKind.Task))
        {
            return [];
        }

        // A retry counts its attempts, or tries again; a decider may refuse; and what comes back when it is to be reverted changes twice.
        List<int> ready = frontier.ReadyAfter(changes);
        var changed = changes.Select(change => change.Node).ToHashSet();
        return ready.TrueForAll(node => graph[node].Kind == NodeKind.Task && graph[node].Deciders.Length == 0 && !changed.Contains(node))
            ? ready.ConvertAll(node => new AtomChange(node, frontier.IntentionOf(node) == Intention.Execute ? State.Running : State.Reverting))
            : [];
    }
}
