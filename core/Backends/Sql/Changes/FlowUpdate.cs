namespace Orleans.TaskFlow;

/// <summary>Writes a flow over the stored one, and its atoms.</summary>
internal sealed class FlowUpdate(FlowRow row) : SqlChange<FlowDetail?>
{
    public override bool IsTogether => row.Atoms.Count > 0;

    public override string Uuid => row.Detail.Uuid;

    public override void Declare(ISqlBatch batch) => FlowTable.DeclareUpdate(batch, row);

    public override FlowDetail? Declared() => FlowTable.Declared(row);

    public override ValueTask<FlowDetail?> ApplyAsync(ISqlSession session) => FlowTable.UpdateStoredAsync(session, row, bookUuid: null);
}
