namespace Orleans.TaskFlow;

/// <summary>The seeds' table <c>flowdetails</c>: flows with their atoms in and out of it.</summary>
internal static class FlowTable
{
    private const int NumberColumn = 4;

    /// <summary>Adds the statements that write a flow and its atoms over the stored ones.</summary>
    public static void DeclareUpdate(ISqlBatch batch, FlowRow row)
    {
        BindAll(batch.Add(batch.Statements.UpdateFlow), row).Bind(row.Mark.Epoch?.Number).Bind(row.Detail.Name).Bind(row.Mark.Expected);
        DeclareAtoms(batch, row);
    }

    /// <summary>Adds the statements that write a flow of a logbook and its atoms, whether or not they are stored.</summary>
    public static void DeclareSave(ISqlBatch batch, FlowRow row, string bookUuid)
    {
        BindAll(batch.Add(batch.Statements.SaveFlow), row).Bind(row.Detail.Name).Bind(bookUuid).Bind(row.Mark.Expected);
        DeclareAtoms(batch, row);
    }

    /// <summary>The flow as it is stored if each of the statements has found its row.</summary>
    public static FlowDetail Declared(FlowRow row)
    {
        FlowDetail result = row.Detail.Copy(retainContents: false);
        foreach (AtomRow atom in row.Atoms)
        {
            result.Add(atom.Detail);
        }

        return result;
    }

    /// <summary>Writes a flow and its atoms over the stored ones, whatever these are.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="row">The flow.</param>
    /// <param name="bookUuid">The logbook that it has to be in; <see langword="null"/> for any.</param>
    /// <returns>The flow as stored, with those atoms; <see langword="null"/> if there is no such flow.</returns>
    public static async ValueTask<FlowDetail?> UpdateStoredAsync(ISqlSession session, FlowRow row, string? bookUuid)
    {
        var heads = await session.QueryAsync(session.Statements.SelectFlowHead, row.Detail.Uuid, BindUuid, stored => ReadHead(stored, row));
        if (heads is not [ItemHead head])
        {
            return null;
        }

        if (bookUuid is not null)
        {
            Belonging.Check(ItemPath.Of(row.Detail), head.Parent, new ItemPath(ItemFolder.Books, bookUuid));
        }

        int written = await session.ExecuteAsync(
            session.Statements.SetFlow, row, static (to, row) => BindAll(to, row).Bind(row.Mark.Epoch?.Number));
        row.Mark.CheckWritten(ItemPath.Of(row.Detail), written);
        return await SaveAtomsAsync(session, row, row.Detail.Onto(head));
    }

    /// <summary>Writes a flow of a logbook and its atoms, whether or not they are stored, one step after the other.</summary>
    public static async ValueTask SaveStoredAsync(ISqlSession session, FlowRow row, string bookUuid)
    {
        if (await UpdateStoredAsync(session, row, bookUuid) is not null)
        {
            return;
        }

        await session.ExecuteAsync(
            session.Statements.InsertFlow,
            (Row: row, BookUuid: bookUuid),
            static (to, given) => BindAll(to, given.Row).Bind(given.Row.Detail.Name).Bind(given.BookUuid));
        await SaveAtomsAsync(session, row, row.Detail.Copy(retainContents: false));
    }

    public static async ValueTask<FlowDetail?> FindAsync(ISqlSession session, string uuid, bool lazy, SqlRevisions? known)
    {
        var found = await session.QueryAsync(session.Statements.SelectFlow, uuid, BindUuid, row =>
        {
            FlowDetail flow = Read(row);
            known?.FlowRead(flow.Uuid, row.Number(NumberColumn));

            return flow;
        });
        if (found is not [FlowDetail flow])
        {
            return null;
        }

        return lazy ? flow : await AddAtomsAsync(session, flow, known);
    }

    /// <summary>The flows of a logbook, in the order in which they were added.</summary>
    public static async ValueTask<List<FlowDetail>> OfBookAsync(ISqlSession session, string bookUuid, bool lazy)
    {
        var flows = await session.QueryAsync(session.Statements.SelectFlowsOfBook, bookUuid, BindUuid, Read);
        if (!lazy)
        {
            foreach (FlowDetail flow in flows)
            {
                await AddAtomsAsync(session, flow, known: null);
            }
        }

        return flows;
    }

    /// <summary>The uuids of the flows of a logbook, in that order.</summary>
    public static ValueTask<List<string>> UuidsOfBookAsync(ISqlSession session, string bookUuid) =>
        session.QueryAsync(session.Statements.SelectFlowUuids, bookUuid, BindUuid, static row => row.Required(0));

    /// <summary>Which storage owns a flow; <see langword="null"/> if there is no such flow.</summary>
    public static async ValueTask<long?> EpochAsync(ISqlSession session, string uuid) => Epoch(
        await session.QueryAsync(session.Statements.SelectEpoch, uuid, BindUuid, static row => row.Number(0)));

    /// <summary>The same, while nobody else can take it before the transaction ends.</summary>
    public static async ValueTask<long?> EpochHeadAsync(ISqlSession session, string uuid) => Epoch(
        await session.QueryAsync(session.Statements.SelectEpochHead, uuid, BindUuid, static row => row.Number(0)));

    private static long? Epoch(List<long> found) => found is [long epoch] ? epoch : null;

    private static async ValueTask<FlowDetail> SaveAtomsAsync(ISqlSession session, FlowRow row, FlowDetail result)
    {
        foreach (AtomRow atom in row.Atoms)
        {
            result.Add(await AtomTable.SaveStoredAsync(session, atom, row.Detail.Uuid));
        }

        return result;
    }

    private static async ValueTask<FlowDetail> AddAtomsAsync(ISqlSession session, FlowDetail flow, SqlRevisions? known)
    {
        foreach (AtomDetail atom in await AtomTable.OfFlowAsync(session, flow.Uuid, known))
        {
            flow.Add(atom);
        }

        return flow;
    }

    private static void DeclareAtoms(ISqlBatch batch, FlowRow row)
    {
        foreach (AtomRow atom in row.Atoms)
        {
            AtomTable.DeclareSave(batch, atom, row.Detail.Uuid);
        }
    }

    private static void BindUuid(ISqlParameters to, string uuid) => to.Bind(uuid);

    private static ISqlParameters BindAll(ISqlParameters to, FlowRow row) =>
        to.Bind(row.Meta).Bind(row.Detail.State?.ToName()).Bind(row.Now).Bind(row.Mark.Number).Bind(row.Detail.Uuid);

    private static ItemHead ReadHead(ISqlRow stored, FlowRow row)
    {
        row.Mark.Check(ItemPath.Of(row.Detail), stored.Number(2));
        return new ItemHead(stored.Required(0), Parent: stored.Text(1) ?? "");
    }

    private static FlowDetail Read(ISqlRow row) => new(row.Required(1), row.Required(0))
    {
        Meta = Metadata.Read(row.Json(2)),
        State = StateNames.ParseState(row.Text(3)),
    };
}
