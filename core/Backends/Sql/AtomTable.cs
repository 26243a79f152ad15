namespace Orleans.TaskFlow;

/// <summary>The seeds' table <c>atomdetails</c>: its statements, and atoms in and out of it.</summary>
internal static class AtomTable
{
    private const string SetAll = """
        UPDATE atomdetails SET meta = @meta, version = @version, state = @state, failure = @failure, results = @results,
            revert_results = @revert_results, revert_failure = @revert_failure, intention = @intention, updated_at = @now
        WHERE uuid = @uuid
        """;

    // What a merge leaves as it is stored has to be the same: the name, the kind, and the revert results of a retry.
    private const string UpdateSame = SetAll + """
         AND name = @name AND atom_type = @kind
            AND (atom_type <> 'RETRY_DETAIL' OR revert_results IS NOT DISTINCT FROM @revert_results)
        """;

    private const string InsertOrUpdateSame = """
        INSERT INTO atomdetails (meta, version, state, failure, results, revert_results, revert_failure, intention, created_at, uuid,
            name, atom_type, parent_uuid)
        VALUES (@meta, @version, @state, @failure, @results, @revert_results, @revert_failure, @intention, @now, @uuid,
            @name, @kind, @parent)
        ON CONFLICT (uuid) DO UPDATE SET meta = excluded.meta, version = excluded.version, state = excluded.state,
            failure = excluded.failure, results = excluded.results, revert_results = excluded.revert_results,
            revert_failure = excluded.revert_failure, intention = excluded.intention, updated_at = @now
        WHERE atomdetails.name = excluded.name AND atomdetails.atom_type = excluded.atom_type
            AND atomdetails.parent_uuid = excluded.parent_uuid
            AND (atomdetails.atom_type <> 'RETRY_DETAIL' OR atomdetails.revert_results IS NOT DISTINCT FROM excluded.revert_results)
        """;

    private const string SelectHead = "SELECT name, atom_type, parent_uuid, revert_results FROM atomdetails WHERE uuid = @uuid";

    private const string SelectAll = """
        SELECT uuid, name, atom_type, meta, version, state, failure, results, revert_results, revert_failure, intention
        FROM atomdetails
        """;

    private const string SelectOne = SelectAll + " WHERE uuid = @uuid";

    private const string SelectOfFlow = SelectAll + " WHERE parent_uuid = @parent ORDER BY rowid";

    /// <summary>Writes an atom over the stored one; one statement, unless the store knows better (see <see cref="ItemHead"/>).</summary>
    /// <returns>The atom as stored; <see langword="null"/> if there is none.</returns>
    public static AtomDetail? Update(SqliteSession session, AtomRow row) =>
        BindSame(session.Use(UpdateSame), row).Execute() > 0 ? row.Detail : UpdateStored(session, row, flowUuid: null);

    /// <summary>Writes an atom of a flow, whether or not it is stored.</summary>
    /// <returns>The atom as stored.</returns>
    public static AtomDetail Save(SqliteSession session, AtomRow row, string flowUuid) =>
        BindSame(session.Use(InsertOrUpdateSame), row).Bind(flowUuid).Execute() > 0
            ? row.Detail
            : UpdateStored(session, row, flowUuid)!;

    public static AtomDetail? Find(SqliteSession session, string uuid)
    {
        using SqliteStatement row = session.Use(SelectOne).Bind(uuid);
        return row.Next() ? Read(row) : null;
    }

    /// <summary>The atoms of a flow, in the order in which they were added.</summary>
    public static List<AtomDetail> OfFlow(SqliteSession session, string flowUuid)
    {
        using SqliteStatement row = session.Use(SelectOfFlow).Bind(flowUuid);
        var atoms = new List<AtomDetail>();
        while (row.Next())
        {
            atoms.Add(Read(row));
        }

        return atoms;
    }

    private static AtomDetail? UpdateStored(SqliteSession session, AtomRow row, string? flowUuid)
    {
        ItemHead head;
        using (SqliteStatement stored = session.Use(SelectHead).Bind(row.Detail.Uuid))
        {
            if (!stored.Next())
            {
                return null;
            }

            AtomKind kind = AtomKindNames.Parse(stored.Text(1));
            head = new ItemHead(stored.Required(0), kind, kind == AtomKind.Retry ? stored.Json(3) : null);
            if (flowUuid is not null)
            {
                Belonging.Check(ItemPath.Of(row.Detail), stored.Text(2) ?? "", new ItemPath(ItemFolder.Flows, flowUuid));
            }
        }

        AtomDetail result = row.Detail.Onto(head);
        BindAll(session.Use(SetAll), row, result.RevertResults).Execute();
        return result;
    }

    private static SqliteStatement BindAll(SqliteStatement statement, AtomRow row, Document revertResults) => statement
        .Bind(row.Meta)
        .Bind(row.Version)
        .Bind(row.Detail.State?.ToName())
        .Bind(row.Failure)
        .Bind(row.Results)
        .Bind(revertResults)
        .Bind(row.RevertFailure)
        .Bind(row.Detail.Intention?.ToName())
        .Bind(row.Now)
        .Bind(row.Detail.Uuid);

    private static SqliteStatement BindSame(SqliteStatement statement, AtomRow row) =>
        BindAll(statement, row, row.Detail.RevertResults).Bind(row.Detail.Name).Bind(row.Kind);

    private static AtomDetail Read(SqliteStatement row)
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
        return detail;
    }
}
