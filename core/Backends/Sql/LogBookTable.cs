namespace Orleans.TaskFlow;

/// <summary>The seeds' table <c>logbooks</c>: its statements, and logbooks with their flows in and out of it.</summary>
internal static class LogBookTable
{
    private const string InsertOrUpdate = """
        INSERT INTO logbooks (meta, created_at, updated_at, uuid, name)
        VALUES (@meta, @created_at, @updated_at, @uuid, @name)
        ON CONFLICT (uuid) DO UPDATE SET meta = excluded.meta, created_at = excluded.created_at, updated_at = excluded.updated_at
        """;

    private const string Delete = "DELETE FROM logbooks WHERE uuid = @uuid";

    private const string SelectAll = "SELECT uuid, name, meta, created_at, updated_at, rowid FROM logbooks";

    private const string SelectOne = SelectAll + " WHERE uuid = @uuid";

    private const string SelectPage = SelectAll + " WHERE rowid > @after ORDER BY rowid LIMIT @count";

    /// <summary>Writes a logbook, its flows and their atoms, whether or not they are stored.</summary>
    public static void Save(SqliteSession session, LogBookRow row)
    {
        session.Use(InsertOrUpdate).Bind(row.Meta).Bind(row.CreatedAt).Bind(row.UpdatedAt).Bind(row.Uuid).Bind(row.Name).Execute();
        foreach (FlowRow flow in row.Flows)
        {
            FlowTable.Save(session, flow, row.Uuid);
        }
    }

    /// <summary>Deletes a logbook with all that is in it; whether there was one.</summary>
    public static bool Destroy(SqliteSession session, string uuid) => session.Use(Delete).Bind(uuid).Execute() > 0;

    /// <summary>Deletes everything, flows and atoms included that have lost their logbook.</summary>
    public static void Clear(SqliteSession session)
    {
        session.Use("DELETE FROM atomdetails").Execute();
        session.Use("DELETE FROM flowdetails").Execute();
        session.Use("DELETE FROM logbooks").Execute();
    }

    public static LogBook? Find(SqliteSession session, string uuid, bool lazy, TimeProvider time)
    {
        LogBook book;
        using (SqliteStatement row = session.Use(SelectOne).Bind(uuid))
        {
            if (!row.Next())
            {
                return null;
            }

            book = Read(row, time);
        }

        return lazy ? book : AddFlows(session, book);
    }

    /// <summary>The next logbooks after the one that has the number <paramref name="after"/>, which becomes that of the last one.</summary>
    public static List<LogBook> Page(SqliteSession session, ref long after, int count, bool lazy, TimeProvider time)
    {
        var books = new List<LogBook>();
        using (SqliteStatement row = session.Use(SelectPage).Bind(after).Bind(count))
        {
            while (row.Next())
            {
                books.Add(Read(row, time));
                after = row.Number(5);
            }
        }

        if (!lazy)
        {
            books.ForEach(book => AddFlows(session, book));
        }

        return books;
    }

    private static LogBook AddFlows(SqliteSession session, LogBook book)
    {
        DateTime? updatedAt = book.UpdatedAt;
        foreach (FlowDetail flow in FlowTable.OfBook(session, book.Uuid, lazy: false))
        {
            book.Add(flow);
        }

        // Adding a flow notes the time; here it is not a change.
        book.UpdatedAt = updatedAt ?? book.UpdatedAt;
        return book;
    }

    private static LogBook Read(SqliteStatement row, TimeProvider time) => new(row.Required(1), row.Required(0), time)
    {
        Meta = Metadata.Read(row.Json(2)),
        CreatedAt = StoredTime.Read(row.Text(3)),
        UpdatedAt = StoredTime.Read(row.Text(4)),
    };
}
