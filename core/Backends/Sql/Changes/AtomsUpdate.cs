namespace Orleans.TaskFlow;

/// <summary>Writes several atoms over the stored ones: all of them, or none.</summary>
/// <param name="rows">The atoms, of one flow; at least one.</param>
/// <param name="missing">Says of one that it is not there.</param>
internal sealed class AtomsUpdate(IReadOnlyList<AtomRow> rows, Func<AtomRow, NotFoundException> missing) : SqlChange<IReadOnlyList<AtomDetail>>
{
    public override bool IsTogether => true;

    // They lock the flow that they are written as a part of, and before the atoms.
    public override string Uuid => rows[0].Mark.Epoch?.FlowUuid ?? rows[0].Detail.Uuid;

    public override void Declare(ISqlBatch batch)
    {
        foreach (AtomRow row in rows)
        {
            AtomTable.DeclareUpdate(batch, row);
        }
    }

    public override IReadOnlyList<AtomDetail> Declared() => [.. rows.Select(row => row.Detail)];

    public override async ValueTask<IReadOnlyList<AtomDetail>> ApplyAsync(ISqlSession session)
    {
        var written = new List<AtomDetail>(rows.Count);
        foreach (AtomRow row in rows)
        {
            written.Add(await AtomTable.UpdateStoredAsync(session, row, flowUuid: null) ?? throw missing(row));
        }

        return written;
    }
}
