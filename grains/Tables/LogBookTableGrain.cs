using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>One logbook in the tables, which hold all there is of it: any silo answers for it.</summary>
[GrainType("taskflow.logbook-table")]
[StatelessWorker]
[Reentrant]
internal sealed class LogBookTableGrain(GrainTables tables, TimeProvider time) : Grain, ILogBookGrain
{
    private string Uuid => GrainKeys.ToUuid(this.GetPrimaryKeyString());

    public async ValueTask<BookSnapshot> ReadAsync() => await tables.ReadTogetherAsync(FindAsync)
        ?? throw new NotFoundException($"There is no logbook {Uuid}.");

    public async ValueTask SaveAsync(BookWrite write) => await tables.Connection.SaveLogBookAsync(write.Book);

    // The flows go with the logbook at once. Their storages find that out by themselves where they are not told any more.
    public async ValueTask DestroyAsync()
    {
        var flows = await tables.ReadAsync(session => FlowTable.UuidsOfBookAsync(session, Uuid));
        await tables.Connection.DestroyLogBookAsync(Uuid);
        try
        {
            await GrainBatches.TellAsync(flows, flow => GrainFactory.GetGrain<IStorageGrain>(GrainKeys.Of(flow)).DropAsync());
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            // Whoever did not hear of it has a storage whose writes find no flow.
        }
    }

    private async ValueTask<BookSnapshot?> FindAsync(ISqlSession session) =>
        await LogBookTable.FindAsync(session, Uuid, lazy: true, time) is { } book
            ? new BookSnapshot { Book = book, FlowUuids = [.. await FlowTable.UuidsOfBookAsync(session, Uuid)] }
            : null;
}
