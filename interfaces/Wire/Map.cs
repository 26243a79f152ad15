namespace Orleans.TaskFlow;

/// <summary>
/// A map as a grain call carries it: by reference within a silo, entry by entry between processes, whatever it is made of. It is
/// not changed any more once it is in a call.
/// </summary>
[Immutable]
internal sealed record Map<TValue>(IReadOnlyDictionary<string, TValue> Entries);
