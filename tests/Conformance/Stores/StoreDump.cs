using System.Text;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>All that a store holds, as text that two openings of it, or two moments, can be compared by.</summary>
public static class StoreDump
{
    public static async Task<string> OfAsync(IConnection connection)
    {
        var books = new List<LogBook>();
        await foreach (LogBook book in connection.GetLogBooksAsync())
        {
            books.Add(book);
        }

        return string.Concat(books.OrderBy(book => book.Uuid, StringComparer.Ordinal).Select(Of));
    }

    public static string Of(LogBook book)
    {
        var text = new StringBuilder().Append("book ").Append(book.ToDocument()).Append('\n');
        foreach (FlowDetail flow in book)
        {
            text.Append(Of(flow));
        }

        return text.ToString();
    }

    public static string Of(FlowDetail flow)
    {
        var text = new StringBuilder().Append("  flow ").Append(flow.ToDocument()).Append('\n');
        foreach (AtomDetail atom in flow)
        {
            text.Append(Of(atom));
        }

        return text.ToString();
    }

    public static string Of(AtomDetail atom) => $"    {atom.Kind} {atom.ToDocument()}\n";
}
