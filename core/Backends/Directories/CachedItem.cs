namespace Orleans.TaskFlow;

/// <summary>What is kept in memory of an item.</summary>
/// <param name="WrittenAt">When its file was written, as it says itself: another program may have replaced it.</param>
/// <param name="Head">What never changes of the item.</param>
/// <param name="Json">The whole file; <see langword="null"/> if it is large.</param>
/// <param name="Looked">The look at the folder (<see cref="DirectoryStore.LookAnew"/>) that found the file as it is here.</param>
internal sealed record CachedItem(DateTime WrittenAt, ItemHead Head, Document? Json, long Looked);
