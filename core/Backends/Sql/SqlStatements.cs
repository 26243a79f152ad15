namespace Orleans.TaskFlow;

/// <summary>
/// Every statement on the three tables, in one dialect. Values are named by <c>@name</c>, and are bound in the order in which they first
/// appear in the text (<see cref="ISqlParameters"/>).
/// </summary>
/// <remarks>
/// A write that leaves the name, the parent and the kind as they are is one statement, which finds no row if they are others: then
/// what is stored is looked at first (<see cref="SqlChange{T}.ApplyAsync"/>). So nothing rests on what a transaction can see.
/// </remarks>
internal sealed class SqlStatements
{
    private const string AtomContent =
        "meta = @meta, version = @version, state = @state, failure = @failure, results = @results, revert_results = @revert_results, "
        + "revert_failure = @revert_failure, intention = @intention, updated_at = @now";

    private const string AtomContentInserted =
        "meta = excluded.meta, version = excluded.version, state = excluded.state, failure = excluded.failure, results = excluded.results, "
        + "revert_results = excluded.revert_results, revert_failure = excluded.revert_failure, intention = excluded.intention, updated_at = @now";

    private const string OneUuid = " WHERE uuid = @uuid";

    public SqlStatements(SqlDialect dialect)
    {
        bool revisions = dialect.HasRevisions;
        HasRevisions = revisions;
        string order = dialect.OrderColumn;
        string marked = revisions ? ", writer" : "";
        string mark = revisions ? ", @writer" : "";
        string known = revisions ? ", revision" : "";
        string held = revisions ? ", revision, writer" : "";

        InsertAtom =
            $"INSERT INTO atomdetails (meta, version, state, failure, results, revert_results, revert_failure, intention, created_at{marked}, uuid, name, atom_type, parent_uuid) "
            + $"VALUES (@meta, @version, @state, @failure, @results, @revert_results, @revert_failure, @intention, @now{mark}, @uuid, @name, @kind, @parent)";
        SetAtom = $"UPDATE atomdetails SET {AtomContent}{SetMark("atomdetails")}{OneUuid}";
        UpdateAtom = $"{SetAtom} AND name = @name AND atom_type = @kind AND {SameRevert("@revert_results")}{Expected("atomdetails")}";
        SaveAtom = dialect.HasConditionalUpsert
            ? $"{InsertAtom} ON CONFLICT (uuid) DO UPDATE SET {AtomContentInserted}{SetMark("atomdetails")} "
                + "WHERE atomdetails.name = excluded.name AND atomdetails.atom_type = excluded.atom_type "
                + $"AND atomdetails.parent_uuid = excluded.parent_uuid AND {SameRevert("excluded.revert_results")}{Expected("atomdetails")}"
            : $"{SetAtom} AND name = @name AND atom_type = @kind AND parent_uuid = @parent AND {SameRevert("@revert_results")}{Expected("atomdetails")}";
        SelectAtomHead = $"SELECT name, atom_type, parent_uuid, revert_results{held} FROM atomdetails{OneUuid}{dialect.ForUpdate}";
        string selectAtoms =
            $"SELECT uuid, name, atom_type, meta, version, state, failure, results, revert_results, revert_failure, intention{known} FROM atomdetails";
        SelectAtom = selectAtoms + OneUuid;
        SelectAtomsOfFlow = $"{selectAtoms} WHERE parent_uuid = @parent ORDER BY {order}";

        InsertFlow =
            $"INSERT INTO flowdetails (meta, state, created_at{marked}, uuid, name, parent_uuid) VALUES (@meta, @state, @now{mark}, @uuid, @name, @parent)";
        SetFlow = $"UPDATE flowdetails SET meta = @meta, state = @state, updated_at = @now{SetMark("flowdetails")}{OneUuid}";
        UpdateFlow = $"{SetFlow} AND name = @name{Expected("flowdetails")}";
        SaveFlow = dialect.HasConditionalUpsert
            ? $"{InsertFlow} ON CONFLICT (uuid) DO UPDATE SET meta = excluded.meta, state = excluded.state, updated_at = @now{SetMark("flowdetails")} "
                + $"WHERE flowdetails.name = excluded.name AND flowdetails.parent_uuid = excluded.parent_uuid{Expected("flowdetails")}"
            : $"{SetFlow} AND name = @name AND parent_uuid = @parent{Expected("flowdetails")}";
        SelectFlowHead = $"SELECT name, parent_uuid{held} FROM flowdetails{OneUuid}{dialect.ForUpdate}";
        string selectFlows = $"SELECT uuid, name, meta, state{known} FROM flowdetails";
        SelectFlow = selectFlows + OneUuid;
        SelectFlowsOfBook = $"{selectFlows} WHERE parent_uuid = @parent ORDER BY {order}";

        InsertBook =
            $"INSERT INTO logbooks (meta, created_at, updated_at{marked}, uuid, name) VALUES (@meta, @created_at, @updated_at{mark}, @uuid, @name)";
        SetBook = $"UPDATE logbooks SET meta = @meta, created_at = @created_at, updated_at = @updated_at{SetMark("logbooks")}{OneUuid}";
        SaveBook = dialect.HasConditionalUpsert
            ? $"{InsertBook} ON CONFLICT (uuid) DO UPDATE SET meta = excluded.meta, created_at = excluded.created_at, updated_at = excluded.updated_at{SetMark("logbooks")}"
            : SetBook + " AND name = @name";
        DeleteBook = "DELETE FROM logbooks" + OneUuid;
        string selectBooks = $"SELECT uuid, name, meta, created_at, updated_at, {order} FROM logbooks";
        SelectBook = selectBooks + OneUuid;
        SelectBooksAfter = $"{selectBooks} WHERE {order} > @after ORDER BY {order} LIMIT @count";

        string SetMark(string table) => revisions ? $", revision = {table}.revision + 1, writer = @writer" : "";

        // Unless a revision is expected, anybody's record may be written over; a connection's own may be in any case.
        string Expected(string table) => revisions
            ? $" AND (@expected IS NULL OR {table}.revision = @expected OR {table}.writer = @writer)"
            : "";

        // What a merge leaves as it is stored has to be the same: the name, the kind, and the revert results of a retry.
        string SameRevert(string given) => $"(atomdetails.atom_type <> 'RETRY_DETAIL' OR {dialect.Same("atomdetails.revert_results", given)})";
    }

    /// <summary>Deletes everything, flows and atoms included that have lost their logbook.</summary>
    public static IReadOnlyList<string> Clear { get; } = ["DELETE FROM atomdetails", "DELETE FROM flowdetails", "DELETE FROM logbooks"];

    /// <summary>Whether they write and expect revisions (<see cref="SqlMark"/>).</summary>
    public bool HasRevisions { get; }

    public string InsertAtom { get; }

    /// <summary>Writes over whatever is stored; see <see cref="UpdateAtom"/>.</summary>
    public string SetAtom { get; }

    public string UpdateAtom { get; }

    public string SaveAtom { get; }

    public string SelectAtomHead { get; }

    public string SelectAtom { get; }

    public string SelectAtomsOfFlow { get; }

    public string InsertFlow { get; }

    public string SetFlow { get; }

    public string UpdateFlow { get; }

    public string SaveFlow { get; }

    public string SelectFlowHead { get; }

    public string SelectFlow { get; }

    public string SelectFlowsOfBook { get; }

    public string InsertBook { get; }

    public string SetBook { get; }

    public string SaveBook { get; }

    public string DeleteBook { get; }

    public string SelectBook { get; }

    public string SelectBooksAfter { get; }
}
