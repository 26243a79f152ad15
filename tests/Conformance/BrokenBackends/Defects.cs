namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Ways in which a backend may break its promises, each with a word for it.</summary>
public static class Defects
{
    /// <summary>Makes what spoils the connections of one backend.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Func<IConnection, IConnection>>> All = new Dictionary<string, Func<Func<IConnection, IConnection>>>
    {
        ["drops atoms that are not given"] = () => inner => new DropsAtomsNotGiven(inner),
        ["forgets to merge"] = () => inner => new ForgetsToMerge(inner),
        ["keeps the caller's objects"] = () =>
        {
            var atoms = new Dictionary<string, AtomDetail>(StringComparer.Ordinal);
            return inner => new KeepsTheCallersObjects(inner, atoms);
        },
        ["loses the state"] = Losing((stored, changed) => changed.State = stored.State),
        ["loses the intention"] = Losing((stored, changed) => changed.Intention = stored.Intention),
        ["loses the results"] = Losing(RestoreResults),
        ["loses the revert results"] = Losing((stored, changed) => changed.RevertResults = stored.RevertResults),
        ["loses the failure"] = Losing((stored, changed) => changed.Failure = stored.Failure),
        ["loses the revert failure"] = Losing((stored, changed) => changed.RevertFailure = stored.RevertFailure),
        ["loses the metadata"] = Losing((stored, changed) => changed.Meta = stored.Meta),
        ["loses the version"] = Losing((stored, changed) => changed.Version = stored.Version),
        ["writes nothing"] = () => inner => new WritesNothing(inner),
        ["writes late"] = () =>
        {
            var lag = new WritesLate.Lag();
            return inner => new WritesLate(inner, lag);
        },
        ["loses one of two at once"] = () =>
        {
            var turn = new SemaphoreSlim(1, 1);
            return inner => new LosesOneOfTwoAtOnce(inner, turn);
        },
        ["ignores unknown atoms"] = () => inner => new IgnoresUnknownAtoms(inner),
        ["invents unknown flows"] = () => inner => new InventsUnknownFlows(inner),
        ["ignores cancellation"] = () => inner => new IgnoresCancellation(inner),
        ["saves flow by flow"] = () => inner => new SavesFlowByFlow(inner),
        ["cuts long text"] = () => inner => new CutsLongText(inner),
        ["folds case"] = () => inner => new FoldsCase(inner),
        ["forgets the order"] = () => inner => new ForgetsTheOrder(inner),
        ["merges revert results of retries"] = () => inner => new MergesRevertResultsOfRetries(inner),
        ["rounds times"] = () => inner => new RoundsTimes(inner),
        ["reads lazily as a whole"] = () => inner => new ReadsLazilyAsAWhole(inner),
    };

    /// <summary>Those of them that a flow's storage, which asks for less, is bound to notice as well.</summary>
    public static readonly IReadOnlyList<string> SeenByStorages =
    [
        "drops atoms that are not given", "loses the state", "loses the intention", "loses the results", "loses the revert results",
        "loses the failure", "loses the revert failure", "loses the metadata", "writes nothing", "writes late", "invents unknown flows",
        "forgets the order", "merges revert results of retries",
    ];

    private static Func<Func<IConnection, IConnection>> Losing(Action<AtomDetail, AtomDetail> restore) =>
        () => inner => new LosesAnAttribute(inner, restore);

    private static void RestoreResults(AtomDetail stored, AtomDetail changed)
    {
        if (changed is TaskDetail task)
        {
            task.Results = stored.LastResults;
        }
        else
        {
            ((RetryDetail)changed).Attempts = ((RetryDetail)stored).Attempts;
        }
    }
}
