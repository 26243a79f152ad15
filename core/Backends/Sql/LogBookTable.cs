namespace Orleans.TaskFlow;

/// <summary>The seeds' table <c>logbooks</c>: logbooks with their flows in and out of it.</summary>
internal static class LogBookTable
{
    private const int OrderColumn = 5;

    /// <summary>Adds the statements that write a logbook, its flows and their atoms, whether or not they are stored.</summary>
    public static void DeclareSave(ISqlBatch batch, LogBookRow row)
    {
        BindAll(batch.Add(batch.Statements.SaveBook), row).Bind(row.Name);
        foreach (FlowRow flow in row.Flows)
        {
            FlowTable.DeclareSave(batch, flow, row.Uuid);
        }
    }

    /// <summary>Writes a logbook, its flows and their atoms, whether or not they are stored, one step after the other.</summary>
    public static async ValueTask SaveStoredAsync(ISqlSession session, LogBookRow row)
    {
        int found = await session.ExecuteAsync(
            session.Statements.SetBook, row, static (to, row) => BindAll(to, row));
        if (found == 0)
        {
            await session.ExecuteAsync(
                session.Statements.InsertBook,
                row,
                static (to, row) => BindAll(to, row).Bind(row.Name));
        }

        foreach (FlowRow flow in row.Flows)
        {
            await FlowTable.SaveStoredAsync(session, flow, row.Uuid);
        }
    }

    public static async ValueTask<LogBook?> FindAsync(ISqlSession session, string uuid, bool lazy, TimeProvider time)
    {
        var found = await session.QueryAsync(session.Statements.SelectBook, uuid, static (to, uuid) => to.Bind(uuid), row => Read(row, time));
        if (found is not [LogBook book])
        {
            return null;
        }

        return lazy ? book : await AddFlowsAsync(session, book);
    }

    /// <summary>The next logbooks after the one that has the number <paramref name="after"/>, each with its number.</summary>
    public static async ValueTask<List<(LogBook Book, long Order)>> PageAsync(
        ISqlSession session, long after, int count, bool lazy, TimeProvider time)
    {
        var books = await session.QueryAsync(
            session.Statements.SelectBooksAfter,
            (After: after, Count: count),
            static (to, given) => to.Bind(given.After).Bind(given.Count),
            row => (Read(row, time), row.Number(OrderColumn)));
        if (!lazy)
        {
            foreach (var (book, _) in books)
            {
                await AddFlowsAsync(session, book);
            }
        }

        return books;
    }

    /// <summary>The uuids of all logbooks, in the order in which they were added.</summary>
    public static ValueTask<List<string>> UuidsAsync(ISqlSession session) =>
        session.QueryAsync(session.Statements.SelectBookUuids, 0, static (_, _) => { }, static row => row.Required(0));

    private static async ValueTask<LogBook> AddFlowsAsync(ISqlSession session, LogBook book)
    {
        DateTime? updatedAt = book.UpdatedAt;
        foreach (FlowDetail flow in await FlowTable.OfBookAsync(session, book.Uuid, lazy: false))
        {
            book.Add(flow);
        }

        // Adding a flow notes the time; here it is not a change.
        book.UpdatedAt = updatedAt ?? book.UpdatedAt;
        return book;
    }

    private static ISqlParameters BindAll(ISqlParameters to, LogBookRow row) =>
        to.Bind(row.Meta).Bind(row.CreatedAt).Bind(row.UpdatedAt).Bind(row.Mark.Number).Bind(row.Uuid);

    private static LogBook Read(ISqlRow row, TimeProvider time) => new(row.Required(1), row.Required(0), time)
    {
        Meta = Metadata.Read(row.Json(2)),
        CreatedAt = row.Time(3),
        UpdatedAt = row.Time(4),
    };
}
