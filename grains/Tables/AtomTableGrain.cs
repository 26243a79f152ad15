using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>One atom in the tables, which hold all there is of it: any silo answers for it.</summary>
[GrainType("taskflow.atom-table")]
[StatelessWorker]
[Reentrant]
internal sealed class AtomTableGrain(GrainTables tables, MessageLimit limit) : Grain, IAtomDetailGrain
{
    private string Uuid => GrainKeys.ToUuid(this.GetPrimaryKeyString());

    public async ValueTask<AtomRecord> ReadAsync(string? flowUuid)
    {
        AtomDetail detail = await tables.ReadAsync(session => AtomTable.FindAsync(session, Uuid, known: null))
            ?? throw new NotFoundException($"There is no atom {Uuid}.");
        AtomRecord atom = TableRecord.Of(detail);
        TableRecord.Check(limit, atom.Size, "atom", Uuid);
        return atom;
    }

    public async ValueTask<AtomReceipt> UpdateAsync(AtomWrite write)
    {
        TableRecord.RefuseExpectation(write.ExpectedRevision);
        AtomDetail stored = await tables.Connection.UpdateAtomDetailsAsync(write.Detail);
        return AtomReceipt.Of(stored, write.FlowUuid, TableRecord.NoRevision);
    }
}
