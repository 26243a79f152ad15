namespace Orleans.TaskFlow;

/// <summary>
/// Where an item lies: a folder, and a uuid in it. The two are never joined here, for a uuid may hold whatever a separator
/// could be; each store writes it in a way of its own.
/// </summary>
internal readonly record struct ItemPath(ItemFolder Folder, string Uuid)
{
    public static ItemPath Of(LogBook book) => new(ItemFolder.Books, book.Uuid);

    public static ItemPath Of(FlowDetail flow) => new(ItemFolder.Flows, flow.Uuid);

    public static ItemPath Of(AtomDetail atom) => new(ItemFolder.Atoms, atom.Uuid);

    /// <summary>For messages.</summary>
    public override string ToString() => $"{Folder.Subject} '{FlowContents.Shown(Uuid)}'";
}
