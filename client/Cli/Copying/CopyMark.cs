using System.Collections.Immutable;

namespace Orleans.TaskFlow.Cli;

/// <summary>
/// Tells a logbook whose copy is not finished from one with a life of its own: an entry in its metadata, which the first write
/// of a copy sets, and the last one takes away.
/// </summary>
internal static class CopyMark
{
    private const string Key = "taskflow.unfinished_copy";

    public static bool IsOn(LogBook book) => book.Meta.ContainsKey(Key);

    /// <summary>The head of a logbook, without flows, marked.</summary>
    /// <param name="book">The logbook.</param>
    /// <param name="source">Where it is copied from, for people.</param>
    public static LogBook Marked(LogBook book, string source)
    {
        LogBook head = book.Copy(retainContents: false);
        head.Meta = head.Meta.SetItem(Key, Document.From(source));
        return head;
    }

    /// <summary>The metadata without the mark.</summary>
    public static ImmutableSortedDictionary<string, Document> Unmarked(LogBook book) => book.Meta.Remove(Key);
}
