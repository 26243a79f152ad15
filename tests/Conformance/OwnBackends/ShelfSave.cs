namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Works out what a logbook is after a save, and refuses what no store may take, before anything is changed.</summary>
public sealed class ShelfSave(Shelf shelf)
{
    private readonly Dictionary<string, string> _flowByAtom = new(StringComparer.Ordinal);

    public LogBook Merged(LogBook given)
    {
        LogBook result = shelf.Books.TryGetValue(given.Uuid, out LogBook? stored) ? Copy(stored, lazy: false) : new LogBook(given.Name, given.Uuid);
        foreach (FlowDetail flow in given)
        {
            if (shelf.BookByFlow.GetValueOrDefault(flow.Uuid) is { } book && book.Uuid != given.Uuid)
            {
                throw new DuplicateException($"The flow '{flow.Uuid}' is in the logbook '{book.Uuid}' already, and cannot be in '{given.Uuid}', too.");
            }

            result.Add(Merged(result.Find(flow.Uuid), flow));
        }

        // After the flows: adding one notes the time.
        return result.Merge(given);
    }

    public static AtomDetail Merged(AtomDetail? stored, AtomDetail given)
    {
        RefuseUnwritable("atom", given.Uuid, given.ToDocument);
        return stored is null ? given.Copy()
            : stored.Kind == given.Kind ? stored.Copy().Merge(given)
            : throw new AtomKindException($"The atom '{given.Uuid}' ('{stored.Name}') is stored as a {stored.Kind} and cannot become a {given.Kind}.");
    }

    public static LogBook Copy(LogBook book, bool lazy)
    {
        LogBook copy = book.Copy(retainContents: false);
        foreach (FlowDetail flow in lazy ? Enumerable.Empty<FlowDetail>() : book)
        {
            copy.Add(Copy(flow, lazy: false));
        }

        // Adding a flow notes the time; here it is not a change, unless there was none.
        DateTime? added = copy.UpdatedAt;
        copy.Merge(book).UpdatedAt ??= added;
        return copy;
    }

    public static FlowDetail Copy(FlowDetail flow, bool lazy)
    {
        FlowDetail copy = flow.Copy(retainContents: false);
        foreach (AtomDetail atom in lazy ? Enumerable.Empty<AtomDetail>() : flow)
        {
            copy.Add(atom.Copy());
        }

        return copy;
    }

    // Memory could hold what no document does; a store should not.
    private static void RefuseUnwritable(string subject, string uuid, Func<Document> write)
    {
        try
        {
            _ = write();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new InvalidFormatException($"The {subject} '{uuid}' cannot be stored: {error.Message}", error);
        }
    }

    private FlowDetail Merged(FlowDetail? stored, FlowDetail given)
    {
        RefuseUnwritable("flow", given.Uuid, given.ToDocument);
        FlowDetail result = (stored ?? new FlowDetail(given.Name, given.Uuid)).Merge(given);
        foreach (AtomDetail atom in given)
        {
            string isIn = shelf.FlowByAtom.GetValueOrDefault(atom.Uuid)?.Uuid ?? _flowByAtom.GetValueOrDefault(atom.Uuid, given.Uuid);
            if (isIn != given.Uuid)
            {
                throw new DuplicateException($"The atom '{atom.Uuid}' is in the flow '{isIn}' already, and cannot be in '{given.Uuid}', too.");
            }

            _flowByAtom[atom.Uuid] = given.Uuid;
            result.Add(Merged(result.Find(atom.Uuid), atom));
        }

        return result;
    }
}
