namespace Orleans.TaskFlow;

/// <summary>One change among those that a transaction makes together. Exactly one of the three is meant:</summary>
/// <param name="Path">The item that is changed.</param>
/// <param name="Item">What the item becomes, whether it was there or not; <see langword="null"/> if it is linked or deleted.</param>
/// <param name="Linked">
/// The uuid of an item in the folder's <see cref="ItemFolder.Linked"/>, to which a link below this item is to lead, at the end of
/// those that are there, or where it is already; <see langword="null"/> if the item is set or deleted.
/// </param>
internal readonly record struct PathChange(ItemPath Path, PathItem? Item = null, string? Linked = null)
{
    /// <summary>Whether the item is to vanish with the links below it; what they point at has changes of its own.</summary>
    public bool IsDelete => Item is null && Linked is null;
}
