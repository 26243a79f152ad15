namespace Orleans.TaskFlow;

/// <summary>One change among those that a record of a directory's log makes together. Making it twice is as making it once.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Path">The item; its uuid is empty where all items of the folder are meant.</param>
/// <param name="Json">What the item becomes, whole; <see langword="null"/> unless it is set.</param>
/// <param name="Linked">The uuid that is linked; <see langword="null"/> unless one is.</param>
internal sealed record LogEntry(LogEntryKind Kind, ItemPath Path, Document? Json = null, string? Linked = null)
{
    /// <summary>What never changes of the item that is set, where the one who sets it knows it.</summary>
    public ItemHead? Head { get; init; }

    public static LogEntry Set(ItemPath path, PathItem item) => new(LogEntryKind.Set, path, item.Json) { Head = item.Head };

    public static LogEntry Link(ItemPath path, string linked) => new(LogEntryKind.Link, path, Linked: linked);

    public static LogEntry Delete(ItemPath path) => new(LogEntryKind.Delete, path);

    public static LogEntry Clear(ItemFolder folder) => new(LogEntryKind.Clear, new ItemPath(folder, ""));
}
