namespace Orleans.TaskFlow;

/// <summary>What every store keeps to: a flow is in one logbook, and an atom in one flow.</summary>
internal static class Belonging
{
    /// <param name="item">A flow or an atom.</param>
    /// <param name="isIn">The uuid of the logbook or flow that it is stored in; <see langword="null"/> if it is in none.</param>
    /// <param name="toBeIn">Where it is to be saved.</param>
    /// <exception cref="DuplicateException">It is somewhere else already.</exception>
    public static void Check(ItemPath item, string? isIn, ItemPath toBeIn)
    {
        if (isIn is not null && isIn != toBeIn.Uuid)
        {
            throw new DuplicateException(
                $"The {item} is in the {toBeIn with { Uuid = isIn }} already and cannot be in the {toBeIn}, too. Save it there under a uuid of its own.");
        }
    }

    /// <summary>That no atom is in two flows of one logbook, which are saved together.</summary>
    /// <exception cref="DuplicateException">One is.</exception>
    public static void CheckAtoms(LogBook book)
    {
        if (book.Count < 2)
        {
            return;
        }

        var flowByAtom = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (FlowDetail flow in book)
        {
            foreach (AtomDetail atom in flow)
            {
                if (!flowByAtom.TryAdd(atom.Uuid, flow.Uuid))
                {
                    Check(ItemPath.Of(atom), flowByAtom[atom.Uuid], ItemPath.Of(flow));
                }
            }
        }
    }
}
