namespace Orleans.TaskFlow;

/// <summary>What never changes while an item exists, and so has to be known of it before it is written over.</summary>
/// <param name="Name">The name of the logbook, flow or atom.</param>
/// <param name="Kind">The kind of the atom; <see langword="null"/> for anything else.</param>
/// <param name="RevertResults">The revert results of a retry, which no merge changes; <see langword="null"/> for anything else.</param>
/// <param name="Parent">
/// The uuid of the logbook that the flow is in, or of the flow that the atom is in; <see langword="null"/> for a logbook, and where
/// the store has it from its links (<see cref="PathTransaction.FindParentAsync"/>).
/// </param>
internal sealed record ItemHead(string Name, AtomKind? Kind = null, Document? RevertResults = null, string? Parent = null)
{
    /// <summary>The head of an atom that is saved for the first time.</summary>
    public static ItemHead Of(AtomDetail atom, string? parent = null) =>
        new(atom.Name, atom.Kind, atom.Kind == AtomKind.Retry ? atom.RevertResults : null, parent);
}
