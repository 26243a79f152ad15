namespace Orleans.TaskFlow;

/// <summary>The seeds' table <c>flowdetails</c>: its statements, and flows with their atoms in and out of it.</summary>
internal static class FlowTable
{
    private const string SetAll = "UPDATE flowdetails SET meta = @meta, state = @state, updated_at = @now WHERE uuid = @uuid";

    private const string InsertOrUpdateSame = """
        INSERT INTO flowdetails (meta, state, created_at, uuid, name, parent_uuid)
        VALUES (@meta, @state, @now, @uuid, @name, @parent)
        ON CONFLICT (uuid) DO UPDATE SET meta = excluded.meta, state = excluded.state, updated_at = @now
        WHERE flowdetails.name = excluded.name AND flowdetails.parent_uuid = excluded.parent_uuid
        """;

    private const string SelectHead = "SELECT name, parent_uuid FROM flowdetails WHERE uuid = @uuid";

    private const string SelectAll = "SELECT uuid, name, meta, state FROM flowdetails";

    private const string SelectOne = SelectAll + " WHERE uuid = @uuid";

    private const string SelectOfBook = SelectAll + " WHERE parent_uuid = @parent ORDER BY rowid";

    /// <summary>Writes a flow and its atoms over the stored ones.</summary>
    /// <returns>The flow as stored, with those atoms; <see langword="null"/> if there is no such flow.</returns>
    public static FlowDetail? Update(SqliteSession session, FlowRow row)
    {
        FlowDetail? result = UpdateStored(session, row, bookUuid: null);
        return result is null ? null : SaveAtoms(session, row, result);
    }

    /// <summary>Writes a flow of a logbook and its atoms, whether or not they are stored.</summary>
    public static void Save(SqliteSession session, FlowRow row, string bookUuid)
    {
        bool saved = BindAll(session.Use(InsertOrUpdateSame), row).Bind(row.Detail.Name).Bind(bookUuid).Execute() > 0;
        SaveAtoms(session, row, saved ? row.Detail : UpdateStored(session, row, bookUuid)!);
    }

    public static FlowDetail? Find(SqliteSession session, string uuid, bool lazy)
    {
        FlowDetail flow;
        using (SqliteStatement row = session.Use(SelectOne).Bind(uuid))
        {
            if (!row.Next())
            {
                return null;
            }

            flow = Read(row);
        }

        return lazy ? flow : AddAtoms(session, flow);
    }

    /// <summary>The flows of a logbook, in the order in which they were added.</summary>
    public static List<FlowDetail> OfBook(SqliteSession session, string bookUuid, bool lazy)
    {
        var flows = new List<FlowDetail>();
        using (SqliteStatement row = session.Use(SelectOfBook).Bind(bookUuid))
        {
            while (row.Next())
            {
                flows.Add(Read(row));
            }
        }

        if (!lazy)
        {
            flows.ForEach(flow => AddAtoms(session, flow));
        }

        return flows;
    }

    private static FlowDetail? UpdateStored(SqliteSession session, FlowRow row, string? bookUuid)
    {
        ItemHead head;
        using (SqliteStatement stored = session.Use(SelectHead).Bind(row.Detail.Uuid))
        {
            if (!stored.Next())
            {
                return null;
            }

            head = new ItemHead(stored.Required(0));
            if (bookUuid is not null)
            {
                Belonging.Check(ItemPath.Of(row.Detail), stored.Text(1) ?? "", new ItemPath(ItemFolder.Books, bookUuid));
            }
        }

        BindAll(session.Use(SetAll), row).Execute();
        return row.Detail.Onto(head);
    }

    private static FlowDetail SaveAtoms(SqliteSession session, FlowRow row, FlowDetail result)
    {
        foreach (AtomRow atom in row.Atoms)
        {
            result.Add(AtomTable.Save(session, atom, row.Detail.Uuid));
        }

        return result;
    }

    private static FlowDetail AddAtoms(SqliteSession session, FlowDetail flow)
    {
        foreach (AtomDetail atom in AtomTable.OfFlow(session, flow.Uuid))
        {
            flow.Add(atom);
        }

        return flow;
    }

    private static SqliteStatement BindAll(SqliteStatement statement, FlowRow row) => statement
        .Bind(row.Meta)
        .Bind(row.Detail.State?.ToName())
        .Bind(row.Now)
        .Bind(row.Detail.Uuid);

    private static FlowDetail Read(SqliteStatement row) => new(row.Required(1), row.Required(0))
    {
        Meta = Metadata.Read(row.Json(2)),
        State = StateNames.ParseState(row.Text(3)),
    };
}
