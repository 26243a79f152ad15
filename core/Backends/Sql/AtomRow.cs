namespace Orleans.TaskFlow;

/// <summary>An atom detail as it was when a call began, ready to be written.</summary>
internal sealed class AtomRow(AtomDetail detail, DateTime now, SqlRevisions? known)
{
    /// <summary>A copy that no caller has a hand on.</summary>
    public AtomDetail Detail { get; } = detail.Copy();

    public string Kind { get; } = detail.Kind.ToName();

    public string? Version { get; } =
        Written(detail, static detail => detail.Version is { } version ? RecordName.Unicode(version, nameof(Version)) : null);

    public Document Meta { get; } = Written(detail, static detail => Metadata.Write(detail.Meta));

    public Document Results { get; } = Written(detail, static detail => detail.StoredResults);

    /// <summary>The revert results, where a merge keeps those that are stored: a retry's. Others are sent once, for they may be large.</summary>
    public Document? Kept => Detail.Kind == AtomKind.Retry ? Detail.RevertResults : null;

    public Document? Failure { get; } = Written(detail, static detail => detail.Failure?.ToDocument());

    public Document? RevertFailure { get; } = Written(detail, static detail => detail.RevertFailure?.ToDocument());

    /// <summary>How many bytes it takes (<see cref="RecordLimit"/>).</summary>
    public long Size => RecordWriting.SizeOf(
        [Detail.Name, Detail.Uuid, Version], [Meta, Results, Detail.RevertResults, Failure, RevertFailure]);

    /// <summary>The time of the call, for <c>created_at</c> or <c>updated_at</c>.</summary>
    public DateTime Now { get; } = now;

    public SqlMark Mark { get; } = known?.MarkAtom(detail.Uuid) ?? SqlMark.OfAny();

    private static TWritten Written<TWritten>(AtomDetail detail, Func<AtomDetail, TWritten> write) =>
        RecordWriting.Written(ItemPath.Of(detail), detail, write);
}
