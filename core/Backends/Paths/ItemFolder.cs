namespace Orleans.TaskFlow;

/// <summary>
/// One of the three folders of a path-based store. The items of all logbooks, of all flows and of all atoms lie side by side;
/// what belongs to what is said by links, which stand below an item as its children.
/// </summary>
internal sealed class ItemFolder
{
    private ItemFolder(string name, string subject, ItemFolder? linked)
    {
        Name = name;
        Subject = subject;
        Linked = linked;
    }

    public static ItemFolder Atoms { get; } = new("atom_details", "atom detail", null);

    public static ItemFolder Flows { get; } = new("flow_details", "flow detail", Atoms);

    public static ItemFolder Books { get; } = new("books", "logbook", Flows);

    public static IReadOnlyList<ItemFolder> All { get; } = [Books, Flows, Atoms];

    /// <summary>The folder's name in every store: the seeds' own.</summary>
    public string Name { get; }

    /// <summary>What one of its items is, for messages.</summary>
    public string Subject { get; }

    /// <summary>The folder that the links below its items point into; <see langword="null"/> for atoms, which have none.</summary>
    public ItemFolder? Linked { get; }
}
