namespace Orleans.TaskFlow;

/// <summary>The seeds' table <c>atomdetails</c>: atoms in and out of it.</summary>
internal static class AtomTable
{
    private const int NumberColumn = 11;
    private const int ParentColumn = 12;

    /// <summary>Adds the statement that writes an atom over the stored one.</summary>
    public static void DeclareUpdate(ISqlBatch batch, AtomRow row) => BindUpdate(
        batch.Add(row.Mark.Epoch is null ? batch.Statements.UpdateAtom : batch.Statements.UpdateOwnedAtom), row);

    /// <summary>Adds the statement that writes an atom of a flow, whether or not it is stored.</summary>
    public static void DeclareSave(ISqlBatch batch, AtomRow row, string flowUuid) =>
        BindSave(batch.Add(batch.Statements.SaveAtom), row, flowUuid);

    /// <summary>Writes an atom over the stored one, whatever that is.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="row">The atom.</param>
    /// <param name="flowUuid">The flow that it has to be in; <see langword="null"/> for any.</param>
    /// <returns>The atom as stored; <see langword="null"/> if there is none.</returns>
    public static async ValueTask<AtomDetail?> UpdateStoredAsync(ISqlSession session, AtomRow row, string? flowUuid)
    {
        var heads = await session.QueryAsync(session.Statements.SelectAtomHead, row.Detail.Uuid, BindUuid, stored => ReadHead(stored, row));
        if (heads is not [ItemHead head])
        {
            return null;
        }

        if (flowUuid is not null)
        {
            Belonging.Check(ItemPath.Of(row.Detail), head.Parent, new ItemPath(ItemFolder.Flows, flowUuid));
        }

        AtomDetail result = row.Detail.Onto(head);
        int written = await session.ExecuteAsync(
            row.Mark.Epoch is null ? session.Statements.SetAtom : session.Statements.SetOwnedAtom,
            (Row: row, result.RevertResults),
            static (to, given) => BindOwner(BindAll(to, given.Row, given.RevertResults), given.Row));
        row.Mark.CheckWritten(ItemPath.Of(row.Detail), written);
        return result;
    }

    /// <summary>Writes an atom of a flow, whether or not it is stored, one step after the other.</summary>
    /// <returns>The atom as stored.</returns>
    public static async ValueTask<AtomDetail> SaveStoredAsync(ISqlSession session, AtomRow row, string flowUuid)
    {
        if (await UpdateStoredAsync(session, row, flowUuid) is { } stored)
        {
            return stored;
        }

        await session.ExecuteAsync(
            session.Statements.InsertAtom,
            (Row: row, FlowUuid: flowUuid),
            static (to, given) => BindAll(to, given.Row, given.Row.Detail.RevertResults)
                .Bind(given.Row.Detail.Name).Bind(given.Row.Kind).Bind(given.FlowUuid));
        return row.Detail;
    }

    public static async ValueTask<AtomDetail?> FindAsync(ISqlSession session, string uuid, SqlRevisions? known)
    {
        var found = await session.QueryAsync(session.Statements.SelectAtom, uuid, BindUuid, row =>
        {
            AtomDetail atom = Read(row);
            known?.AtomRead(atom.Uuid, row.Number(NumberColumn));

            return atom;
        });
        return found is [AtomDetail atom] ? atom : null;
    }

    /// <summary>The atoms of a flow, in the order in which they were added.</summary>
    public static ValueTask<List<AtomDetail>> OfFlowAsync(ISqlSession session, string flowUuid, SqlRevisions? known)
    {
        return session.QueryAsync(session.Statements.SelectAtomsOfFlow, flowUuid, BindUuid, row =>
        {
            AtomDetail atom = Read(row);
            known?.AtomListed(atom.Uuid, row.Number(NumberColumn));

            return atom;
        });
    }

    /// <summary>Some of the atoms of a flow, in that order, beginning with the one at a position.</summary>
    public static ValueTask<List<AtomDetail>> PageAsync(ISqlSession session, string flowUuid, int from, int count) => session.QueryAsync(
        session.Statements.SelectAtomsFrom,
        (FlowUuid: flowUuid, From: from, Count: count),
        static (to, given) => to.Bind(given.FlowUuid).Bind(given.Count).Bind(given.From),
        Read);

    public static async ValueTask<int> CountAsync(ISqlSession session, string flowUuid) =>
        (int)(await session.QueryAsync(session.Statements.CountAtoms, flowUuid, BindUuid, static row => row.Number(0)))[0];

    private static void BindUuid(ISqlParameters to, string uuid) => to.Bind(uuid);

    private static ItemHead ReadHead(ISqlRow stored, AtomRow row)
    {
        row.Mark.Check(ItemPath.Of(row.Detail), stored.Number(4));
        AtomKind kind = AtomKindNames.Parse(stored.Text(1));
        return new ItemHead(stored.Required(0), kind, kind == AtomKind.Retry ? stored.Json(3) : null, stored.Text(2) ?? "");
    }

    private static void BindUpdate(ISqlParameters to, AtomRow row) =>
        BindOwner(BindAll(to, row, row.Detail.RevertResults), row).Bind(row.Detail.Name).Bind(row.Kind).Bind(row.Kept).Bind(row.Mark.Expected);

    private static void BindSave(ISqlParameters to, AtomRow row, string flowUuid) =>
        BindAll(to, row, row.Detail.RevertResults).Bind(row.Detail.Name).Bind(row.Kind).Bind(flowUuid).Bind(row.Mark.Expected);

    private static ISqlParameters BindOwner(ISqlParameters to, AtomRow row) => row.Mark.Epoch is { } epoch ? to.Bind(epoch.Number) : to;

    private static ISqlParameters BindAll(ISqlParameters to, AtomRow row, Document revertResults) => to
        .Bind(row.Meta)
        .Bind(row.Version)
        .Bind(row.Detail.State?.ToName())
        .Bind(row.Failure)
        .Bind(row.Results)
        .Bind(revertResults)
        .Bind(row.RevertFailure)
        .Bind(row.Detail.Intention?.ToName())
        .Bind(row.Now)
        .Bind(row.Mark.Number)
        .Bind(row.Detail.Uuid);

    private static AtomDetail Read(ISqlRow row)
    {
        AtomDetail detail = AtomDetailDocument.New(AtomKindNames.Parse(row.Text(2)), row.Required(1), row.Required(0));
        detail.Meta = Metadata.Read(row.Json(3));
        detail.Version = row.Text(4);
        detail.State = StateNames.ParseState(row.Text(5));
        detail.Failure = FailureDocument.ReadOptional(row.Json(6));
        AtomDetailDocument.SetResults(detail, row.Json(7));
        detail.RevertResults = row.Json(8);
        detail.RevertFailure = FailureDocument.ReadOptional(row.Json(9));
        detail.Intention = StateNames.ParseIntention(row.Text(10));
        detail.FlowUuid = row.Text(ParentColumn);
        return detail;
    }
}
