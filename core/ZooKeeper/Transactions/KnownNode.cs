namespace Orleans.TaskFlow;

/// <summary>What a connection knows of an item without asking.</summary>
/// <param name="Version">The version of its node.</param>
/// <param name="Head">What never changes of it.</param>
/// <param name="WasRead">
/// Whether the connection has given the item to somebody, whose writes then must not go over those of others. If not, its writes merge
/// into whatever is there.
/// </param>
internal sealed record KnownNode(int Version, ItemHead Head, bool WasRead);
