namespace Orleans.TaskFlow;

/// <summary>What follows from a failure: pure functions of the graph, the atoms' intentions and what retries decided.</summary>
internal static class Resolution
{
    /// <summary>
    /// The changes that resolve a failure.
    /// </summary>
    /// <param name="graph">The flow's.</param>
    /// <param name="intentionOf">The intention that an atom has.</param>
    /// <param name="decisions">
    /// What was decided, from the retry nearest to the failed atom outwards: all but the last decided REVERT; if the last did, too, there
    /// is no retry around it.
    /// </param>
    /// <param name="deferReverts">Whether a REVERT is up to whoever is around the retry that decided it.</param>
    public static List<AtomChange> Of(
        ExecutionGraph graph,
        Func<int, Intention> intentionOf,
        IReadOnlyList<(int Retry, RetryDecision Decision)> decisions,
        bool deferReverts)
    {
        if (decisions is [.., (var retry, RetryDecision.Retry)])
        {
            return TryAgain(graph, intentionOf, retry);
        }

        return decisions is [.., (_, RetryDecision.Revert)] && !deferReverts
            ? Revert([decisions[0].Retry, .. graph.AtomsAfter(decisions[0].Retry)])
            : Revert(graph.Atoms);
    }

    /// <summary>The changes that let everything after a retry start over, once it is undone.</summary>
    public static List<AtomChange> StartOver(ExecutionGraph graph, int retry) =>
    [
        new(retry, Intention: Intention.Execute),
        .. graph.AtomsAfter(retry).Select(atom => new AtomChange(atom, State.Pending, Intention.Execute)),
    ];

    // A retry that is to be undone for good, for the sake of another failure, is not tried again.
    private static List<AtomChange> TryAgain(ExecutionGraph graph, Func<int, Intention> intentionOf, int retry)
    {
        List<AtomChange> changes = Revert(graph.AtomsAfter(retry));
        if (intentionOf(retry) != Intention.Revert)
        {
            changes.Insert(0, new AtomChange(retry, Intention: Intention.Retry));
        }

        return changes;
    }

    private static List<AtomChange> Revert(IEnumerable<int> atoms) => [.. atoms.Select(atom => new AtomChange(atom, Intention: Intention.Revert))];
}
