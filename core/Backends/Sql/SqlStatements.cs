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

    private const string OneUuid = " WHERE uuid = @uuid";

    public SqlStatements(SqlDialect dialect)
    {
        string order = dialect.OrderColumn;

        InsertAtom =
            $"INSERT INTO atomdetails (meta, version, state, failure, results, revert_results, revert_failure, intention, created_at, writer, uuid, name, atom_type, parent_uuid) "
            + $"VALUES (@meta, @version, @state, @failure, @results, @revert_results, @revert_failure, @intention, @now, @writer, @uuid, @name, @kind, @parent)";
        // Looked at with a lock: whoever takes the flow waits for this transaction, or this statement for him.
        string owned =
            $" AND EXISTS (SELECT 1 FROM flowdetails WHERE flowdetails.uuid = atomdetails.parent_uuid AND flowdetails.epoch = @epoch{dialect.ForShare})";
        string likeStored = $" AND name = @name AND atom_type = @kind AND {SameRevert("@kept_revert_results")}{Expected("atomdetails")}";
        SetAtom = $"UPDATE atomdetails SET {AtomContent}{SetMark("atomdetails")}{OneUuid}";
        SetOwnedAtom = SetAtom + owned;
        UpdateAtom = SetAtom + likeStored;
        UpdateOwnedAtom = SetOwnedAtom + likeStored;
        SaveAtom = dialect.Upsert(
            InsertAtom,
            [.. Inserted("meta", "version", "state", "failure", "results", "revert_failure", "intention"), ("updated_at", "@now"),
                .. Inserted("revert_results"), .. Marked("atomdetails")],
            $"atomdetails.name = {dialect.Inserted("name")} AND atomdetails.atom_type = {dialect.Inserted("atom_type")} "
                + $"AND atomdetails.parent_uuid = {dialect.Inserted("parent_uuid")} "
                + $"AND {SameRevert(dialect.Inserted("revert_results"))}{Expected("atomdetails")}");
        SelectAtomHead = $"SELECT name, atom_type, parent_uuid, revert_results, {Number("atomdetails")} FROM atomdetails{OneUuid}{dialect.ForUpdate}";
        string selectAtoms =
            $"SELECT uuid, name, atom_type, meta, version, state, failure, results, revert_results, revert_failure, intention, {Number("atomdetails")}, parent_uuid FROM atomdetails";
        SelectAtom = selectAtoms + OneUuid;
        SelectAtomsOfFlow = $"{selectAtoms} WHERE parent_uuid = @parent ORDER BY {order}";
        SelectAtomsFrom = $"{SelectAtomsOfFlow} LIMIT @count OFFSET @from";
        CountAtoms = "SELECT COUNT(*) FROM atomdetails WHERE parent_uuid = @parent";

        InsertFlow =
            $"INSERT INTO flowdetails (meta, state, created_at, writer, uuid, name, parent_uuid) VALUES (@meta, @state, @now, @writer, @uuid, @name, @parent)";
        SetFlow =
            $"UPDATE flowdetails SET meta = @meta, state = @state, updated_at = @now{SetMark("flowdetails")}{OneUuid} "
            + "AND (@epoch IS NULL OR flowdetails.epoch = @epoch)";
        UpdateFlow = $"{SetFlow} AND name = @name{Expected("flowdetails")}";
        SaveFlow = dialect.Upsert(
            InsertFlow,
            [.. Inserted("meta", "state"), ("updated_at", "@now"), .. Marked("flowdetails")],
            $"flowdetails.name = {dialect.Inserted("name")} AND flowdetails.parent_uuid = {dialect.Inserted("parent_uuid")}{Expected("flowdetails")}");
        SelectFlowHead = $"SELECT name, parent_uuid, {Number("flowdetails")} FROM flowdetails{OneUuid}{dialect.ForUpdate}";
        string selectFlows = $"SELECT uuid, name, meta, state, {Number("flowdetails")} FROM flowdetails";
        SelectFlow = selectFlows + OneUuid;
        SelectFlowsOfBook = $"{selectFlows} WHERE parent_uuid = @parent ORDER BY {order}";
        SelectFlowUuids = $"SELECT uuid FROM flowdetails WHERE parent_uuid = @parent ORDER BY {order}";
        SelectEpoch = "SELECT epoch FROM flowdetails" + OneUuid;
        SelectEpochHead = SelectEpoch + dialect.ForUpdate;
        TakeFlow = $"UPDATE flowdetails SET epoch = @next{OneUuid} AND epoch = @taken";

        InsertBook =
            $"INSERT INTO logbooks (meta, created_at, updated_at, writer, uuid, name) VALUES (@meta, @created_at, @updated_at, @writer, @uuid, @name)";
        SetBook = $"UPDATE logbooks SET meta = @meta, created_at = @created_at, updated_at = @updated_at{SetMark("logbooks")}{OneUuid}";
        SaveBook = dialect.Upsert(InsertBook, [.. Inserted("meta", "created_at", "updated_at"), .. Marked("logbooks")], "");
        DeleteBook = "DELETE FROM logbooks" + OneUuid;
        string selectBooks = $"SELECT uuid, name, meta, created_at, updated_at, {order} FROM logbooks";
        SelectBook = selectBooks + OneUuid;
        SelectBooksAfter = $"{selectBooks} WHERE {order} > @after ORDER BY {order} LIMIT @count";
        SelectBookUuids = $"SELECT uuid FROM logbooks ORDER BY {order}";

        IEnumerable<(string Column, string Value)> Inserted(params IEnumerable<string> columns) =>
            columns.Select(column => (column, dialect.Inserted(column)));

        IEnumerable<(string Column, string Value)> Marked(string table) =>
            [("revision", $"{table}.revision + 1"), .. Inserted("writer")];

        static string SetMark(string table) => $", revision = {table}.revision + 1, writer = @writer";

        // Unless one is expected, anybody's write may be written over.
        static string Expected(string table) => $" AND (@expected IS NULL OR {Number(table)} = @expected)";

        static string Number(string table) => $"COALESCE({table}.writer, {SqlRevision.OfOthers})";

        // What a merge leaves as it is stored has to be the same: the name, the kind, and the revert results of a retry.
        string SameRevert(string given) => $"(atomdetails.atom_type <> 'RETRY_DETAIL' OR {dialect.Same("atomdetails.revert_results", given)})";
    }

    /// <summary>Deletes everything, flows and atoms included that have lost their logbook.</summary>
    public static IReadOnlyList<string> Clear { get; } = ["DELETE FROM atomdetails", "DELETE FROM flowdetails", "DELETE FROM logbooks"];

    public string InsertAtom { get; }

    /// <summary>Writes over whatever is stored; see <see cref="UpdateAtom"/>.</summary>
    public string SetAtom { get; }

    /// <summary>The same, but for a flow that is somebody else's by now.</summary>
    public string SetOwnedAtom { get; }

    public string UpdateAtom { get; }

    /// <summary>
    /// The same, but for a flow that is somebody else's by now. It is a statement of its own because a condition that only some writes have makes
    /// PostgreSQL plan each write anew, for half as many a second.
    /// </summary>
    public string UpdateOwnedAtom { get; }

    public string SaveAtom { get; }

    public string SelectAtomHead { get; }

    public string SelectAtom { get; }

    public string SelectAtomsOfFlow { get; }

    public string SelectAtomsFrom { get; }

    public string CountAtoms { get; }

    public string InsertFlow { get; }

    public string SetFlow { get; }

    public string UpdateFlow { get; }

    public string SaveFlow { get; }

    public string SelectFlowHead { get; }

    public string SelectFlow { get; }

    public string SelectFlowsOfBook { get; }

    public string SelectFlowUuids { get; }

    public string SelectEpoch { get; }

    public string SelectEpochHead { get; }

    public string TakeFlow { get; }

    public string InsertBook { get; }

    public string SetBook { get; }

    public string SaveBook { get; }

    public string DeleteBook { get; }

    public string SelectBook { get; }

    public string SelectBooksAfter { get; }

    public string SelectBookUuids { get; }
}
