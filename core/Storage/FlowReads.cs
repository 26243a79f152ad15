using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>Answers from a flow's memory, without a store. Whoever calls it holds <see cref="FlowContents.Sync"/>.</summary>
internal static class FlowReads
{
    public static IReadOnlyDictionary<string, AtomStatus> States(FlowContents contents, IEnumerable<string> atomNames)
    {
        ArgumentNullException.ThrowIfNull(atomNames);
        var states = new Dictionary<string, AtomStatus>(StringComparer.Ordinal);
        foreach (string name in atomNames)
        {
            AtomDetail detail = contents.Get(name).Detail;
            states[name] = new AtomStatus(detail.State, detail.Intention);
        }

        return states;
    }

    public static double Progress(FlowContents contents, string taskName) =>
        contents.Get(taskName, AtomKind.Task).Detail.Meta.TryGetValue(Metadata.Progress, out Document? progress) ? progress.To<double>() : 0;

    public static ProgressDetails? ProgressDetails(FlowContents contents, string taskName) =>
        contents.Get(taskName, AtomKind.Task).Detail.Meta.GetValueOrDefault(Metadata.ProgressDetails)?.To<ProgressDetails>();

    public static Document ExecuteResult(FlowContents contents, string atomName) =>
        Known(ResultReader.OfExecution(contents.Get(atomName).Detail, ResultReader.All), "execution");

    public static Document RevertResult(FlowContents contents, string atomName) =>
        Known(ResultReader.OfRevert(contents.Get(atomName).Detail), "revert");

    public static RetryHistory History(FlowContents contents, string retryName) =>
        History(contents, (RetryDetail)contents.Get(retryName, AtomKind.Retry).Detail);

    public static IReadOnlyDictionary<string, RetryHistory> Histories(FlowContents contents) => contents.Atoms
        .Select(entry => entry.Detail)
        .OfType<RetryDetail>()
        .ToDictionary(retry => retry.Name, retry => History(contents, retry), StringComparer.Ordinal);

    private static RetryHistory History(FlowContents contents, RetryDetail retry) =>
        new(contents.Failures.Best(retry.Name, retry.Failure), retry.Attempts);

    private static Document Known(Reading reading, string what) => reading.DisallowedIn is { } atom
        ? throw new NotFoundException($"There is no result of the {what} of atom '{FlowContents.Shown(atom.Name)}', which is {atom.State?.ToName() ?? "without a state"}.", reading.Error)
        : reading.Get();
}
