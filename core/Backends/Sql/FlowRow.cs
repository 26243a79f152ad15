namespace Orleans.TaskFlow;

/// <summary>A flow detail with its atoms as they were when a call began, ready to be written.</summary>
internal sealed class FlowRow(FlowDetail detail, DateTime now, SqlRevisions? known)
{
    /// <summary>A copy without atoms, that no caller has a hand on.</summary>
    public FlowDetail Detail { get; } = detail.Copy(retainContents: false);

    public Document Meta { get; } =
        RecordWriting.Written(ItemPath.Of(detail), detail, static detail => Metadata.Write(detail.Meta));

    public IReadOnlyList<AtomRow> Atoms { get; } = [.. detail.Select(atom => new AtomRow(atom, now, known))];

    /// <summary>How many bytes it takes without its atoms (<see cref="RecordLimit"/>).</summary>
    public long Size => RecordWriting.SizeOf([Detail.Name, Detail.Uuid], [Meta]);

    /// <summary>The time of the call, for <c>created_at</c> or <c>updated_at</c>.</summary>
    public DateTime Now { get; } = now;

    public SqlMark Mark { get; } = known?.MarkFlow(detail.Uuid) ?? SqlMark.OfAny();

    /// <summary>The marks of the flow and of its atoms.</summary>
    public IEnumerable<SqlMark> Marks => Atoms.Select(atom => atom.Mark).Prepend(Mark);
}
