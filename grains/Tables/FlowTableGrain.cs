using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>One flow in the tables, which hold all there is of it: any silo answers for it.</summary>
[GrainType("taskflow.flow-table")]
[StatelessWorker]
[Reentrant]
internal sealed class FlowTableGrain(GrainTables tables, MessageLimit limit) : Grain, IFlowDetailGrain
{
    private string Uuid => GrainKeys.ToUuid(this.GetPrimaryKeyString());

    public async ValueTask<FlowSnapshot> ReadAsync()
    {
        FlowSnapshot flow = await tables.ReadTogetherAsync(FindAsync) ?? throw new NotFoundException($"There is no flow {Uuid}.");
        TableRecord.Check(limit, MessageLimit.SizeOf(flow.Flow), "flow", Uuid);
        return flow;
    }

    public async ValueTask<ImmutableArray<AtomRecord>> ReadAtomsAsync(int from)
    {
        var page = ImmutableArray.CreateBuilder<AtomRecord>();
        long size = 0;
        int read = GrainBatches.Size;
        while (size < limit.Page && read == GrainBatches.Size)
        {
            var batch = await tables.ReadAsync(session => AtomTable.PageAsync(session, Uuid, from + page.Count, GrainBatches.Size));
            read = batch.Count;
            foreach (AtomRecord atom in batch.Select(TableRecord.Of).TakeWhile(_ => size < limit.Page))
            {
                TableRecord.Check(limit, atom.Size, "atom", atom.Detail.Uuid);
                page.Add(atom);
                size += atom.Size;
            }
        }

        return page.ToImmutable();
    }

    public async ValueTask<FlowReceipt> UpdateAsync(FlowWrite write)
    {
        TableRecord.RefuseExpectation(write.ExpectedRevision);
        FlowDetail stored = await tables.Connection.UpdateFlowDetailsAsync(write.Flow);
        return new FlowReceipt
        {
            Name = stored.Name,
            Revision = TableRecord.NoRevision,
            Atoms = [.. stored.Select(atom => AtomReceipt.Of(atom, Uuid, TableRecord.NoRevision))],
        };
    }

    private async ValueTask<FlowSnapshot?> FindAsync(ISqlSession session) =>
        await FlowTable.FindAsync(session, Uuid, lazy: true, known: null) is { } flow
            ? new FlowSnapshot { Flow = flow, Revision = TableRecord.NoRevision, AtomCount = await AtomTable.CountAsync(session, Uuid) }
            : null;
}
