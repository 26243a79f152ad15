namespace Orleans.TaskFlow;

/// <summary>What is kept in memory of an item's file.</summary>
/// <param name="WrittenAt">When the file was written, as it says itself: another program may have replaced it.</param>
/// <param name="Head">What never changes of the item.</param>
/// <param name="Json">The whole file; <see langword="null"/> if it is large.</param>
internal sealed record CachedItem(DateTime WrittenAt, ItemHead Head, Document? Json);
