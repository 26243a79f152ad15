namespace Orleans.TaskFlow;

/// <summary>
/// What a save leaves in the store: what is stored already, with what was given merged into it, worked out from its head alone.
/// The results are the caller's, and without contents.
/// </summary>
internal static class Merging
{
    public static LogBook Onto(this LogBook given, ItemHead? stored) =>
        stored is null || stored.Name == given.Name
            ? given.Copy(retainContents: false)
            : new LogBook(stored.Name, given.Uuid).Merge(given);

    public static FlowDetail Onto(this FlowDetail given, ItemHead? stored) =>
        stored is null || stored.Name == given.Name
            ? given.Copy(retainContents: false)
            : new FlowDetail(stored.Name, given.Uuid).Merge(given);

    /// <exception cref="AtomKindException">What is stored is of the other kind.</exception>
    public static AtomDetail Onto(this AtomDetail given, ItemHead? stored)
    {
        if (stored is null)
        {
            return given.Copy();
        }

        if (stored.Kind != given.Kind)
        {
            throw new AtomKindException(
                $"Atom detail '{FlowContents.Shown(given.Uuid)}' ('{FlowContents.Shown(stored.Name)}') is stored as a {stored.Kind} and cannot become a {given.Kind}.");
        }

        if (stored.Name == given.Name && (stored.RevertResults is null || stored.RevertResults.Equals(given.RevertResults)))
        {
            return given.Copy();
        }

        AtomDetail result = AtomDetailDocument.New(given.Kind, stored.Name, given.Uuid);
        result.RevertResults = stored.RevertResults ?? Document.Null;
        return result.Merge(given);
    }
}
