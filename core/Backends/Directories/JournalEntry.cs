namespace Orleans.TaskFlow;

/// <summary>One step of a transaction on a folder. Making it twice is as making it once.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Folder">The folder whose item is meant.</param>
/// <param name="Name">The name of the item's own folder; empty where all items are meant.</param>
/// <param name="Number">The number of the staged file that becomes the item's; or the length of the order file before links are added.</param>
/// <param name="Links">The names of the links to be listed in the order file, from there on.</param>
internal sealed record JournalEntry(JournalEntryKind Kind, ItemFolder Folder, string Name, long Number, IReadOnlyList<string> Links)
{
    public static JournalEntry Set(ItemFolder folder, string name, int staged) => new(JournalEntryKind.Set, folder, name, staged, []);

    public static JournalEntry Link(ItemFolder folder, string name, long orderLength, IReadOnlyList<string> links) =>
        new(JournalEntryKind.Link, folder, name, orderLength, links);

    public static JournalEntry Delete(ItemFolder folder, string name) => new(JournalEntryKind.Delete, folder, name, 0, []);

    public static JournalEntry Clear(ItemFolder folder) => new(JournalEntryKind.Clear, folder, "", 0, []);
}
