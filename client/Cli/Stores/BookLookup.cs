namespace Orleans.TaskFlow.Cli;

/// <summary>Finds logbooks as people name them: by uuid, or by a name that is the only one of its kind.</summary>
internal static class BookLookup
{
    /// <summary>A logbook without its flows; <see langword="null"/> if there is none.</summary>
    /// <exception cref="UsageException">Several have that name.</exception>
    public static async Task<LogBook?> FindAsync(IConnection connection, string wanted, CancellationToken cancellationToken)
    {
        if (await connection.GetLogBookAsync(wanted, lazy: true, cancellationToken).OrNullAsync() is { } known)
        {
            return known;
        }

        var named = new List<LogBook>();
        await foreach (LogBook book in connection.GetLogBooksAsync(lazy: true, cancellationToken))
        {
            if (book.Name == wanted)
            {
                named.Add(book);
            }
        }

        return named.Count <= 1
            ? named.SingleOrDefault()
            : throw new UsageException($"{named.Count} logbooks have the name '{wanted}': say the uuid of one, such as {named[0].Uuid}");
    }

    /// <summary>The logbooks that were named, or all of them, without their flows; in the order of their names.</summary>
    /// <exception cref="NotFoundException">There is no such logbook.</exception>
    public static async Task<List<LogBook>> ListAsync(OpenStore store, IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        var books = new List<LogBook>();
        foreach (string text in wanted)
        {
            books.Add(await GetAsync(store, text, cancellationToken));
        }

        if (wanted.Count == 0)
        {
            await foreach (LogBook book in store.Connection.GetLogBooksAsync(lazy: true, cancellationToken))
            {
                books.Add(book);
            }
        }

        return [.. books.DistinctBy(book => book.Uuid).OrderBy(book => book.Name, StringComparer.Ordinal).ThenBy(book => book.Uuid, StringComparer.Ordinal)];
    }

    /// <summary>A logbook without its flows.</summary>
    /// <exception cref="NotFoundException">There is no such logbook.</exception>
    public static async Task<LogBook> GetAsync(OpenStore store, string wanted, CancellationToken cancellationToken) =>
        await FindAsync(store.Connection, wanted, cancellationToken)
        ?? throw new NotFoundException($"There is no logbook '{wanted}' in {store.Description}; 'taskflow books' lists those that there are.");

    /// <summary>A logbook with all that is in it, and with the times that are stored.</summary>
    /// <exception cref="NotFoundException">There is no such logbook.</exception>
    public static async Task<LogBook> ReadAsync(IConnection connection, string uuid, CancellationToken cancellationToken)
    {
        // A book that is read with flows has a time of update even where none is stored; its head alone does not.
        LogBook head = await connection.GetLogBookAsync(uuid, lazy: true, cancellationToken);
        LogBook book = await connection.GetLogBookAsync(uuid, lazy: false, cancellationToken);
        return book.Merge(head);
    }
}
