namespace Orleans.TaskFlow;

/// <summary>Writes an atom over the stored one.</summary>
internal sealed class AtomUpdate(AtomRow row) : SqlChange<AtomDetail?>
{
    public override bool IsTogether => false;

    // It locks the flow that it is written as a part of, and before the atom.
    public override string Uuid => row.Mark.Epoch?.FlowUuid ?? row.Detail.Uuid;

    public override void Declare(ISqlBatch batch) => AtomTable.DeclareUpdate(batch, row);

    public override AtomDetail? Declared() => row.Detail;

    public override ValueTask<AtomDetail?> ApplyAsync(ISqlSession session) => AtomTable.UpdateStoredAsync(session, row, flowUuid: null);
}
