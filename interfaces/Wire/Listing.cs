namespace Orleans.TaskFlow;

/// <summary>
/// A list as a grain call carries it: by reference within a silo, item by item between processes, whatever it is made of. It is
/// not changed any more once it is in a call.
/// </summary>
[Immutable]
internal sealed record Listing<TItem>(IReadOnlyList<TItem> Items);
