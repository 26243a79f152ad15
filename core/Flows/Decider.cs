namespace Orleans.TaskFlow;

/// <summary>
/// Says whether the target of a link may run; asked once all that comes before the target is done. It is to answer from
/// <paramref name="history"/> alone, since it may be asked again when the flow is resumed.
/// </summary>
/// <param name="history">
/// What was returned by the atoms from which links with deciders lead directly to the target, by atom name; those that were ignored
/// themselves are left out, and a link from a flow brings nothing. Of a retry it is the list of its attempts.
/// </param>
/// <returns><see langword="false"/> to ignore the target, and as much after it as the link's <see cref="DeciderDepth"/> says.</returns>
public delegate bool Decider(IReadOnlyDictionary<string, Document> history);
