namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Logbooks, and where every flow and atom is.</summary>
public sealed class Shelf
{
    /// <summary>Held by who reads or changes anything else here.</summary>
    public Lock Turn { get; } = new();

    public Dictionary<string, LogBook> Books { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, LogBook> BookByFlow { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FlowDetail> FlowByAtom { get; } = new(StringComparer.Ordinal);

    /// <summary>Puts a logbook in the place of the one of its uuid.</summary>
    public void Put(LogBook book)
    {
        Remove(book.Uuid);
        Books[book.Uuid] = book;
        foreach (FlowDetail flow in book)
        {
            BookByFlow[flow.Uuid] = book;
            foreach (AtomDetail atom in flow)
            {
                FlowByAtom[atom.Uuid] = flow;
            }
        }
    }

    public bool Remove(string bookUuid)
    {
        if (!Books.Remove(bookUuid, out LogBook? book))
        {
            return false;
        }

        foreach (FlowDetail flow in book)
        {
            BookByFlow.Remove(flow.Uuid);
            foreach (AtomDetail atom in flow)
            {
                FlowByAtom.Remove(atom.Uuid);
            }
        }

        return true;
    }

    public void Clear()
    {
        Books.Clear();
        BookByFlow.Clear();
        FlowByAtom.Clear();
    }
}
