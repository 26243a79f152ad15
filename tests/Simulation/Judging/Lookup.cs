namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Which values an atom's arguments are to have.</summary>
internal sealed class Lookup(Drawing drawing, Relations relations, IReadOnlyDictionary<string, AtomRecord> atoms)
{
    /// <exception cref="ViolationException">An argument has another value, or there is one more or less.</exception>
    public void Check(DrawnAtom atom, IReadOnlyDictionary<string, Document> arguments)
    {
        if (!atom.Requires.ToHashSet().SetEquals(arguments.Keys))
        {
            throw new ViolationException(Rule.PassesArguments, $"{atom.Name} was called with {string.Join(", ", arguments.Keys)}.");
        }

        foreach (string symbol in atom.Requires)
        {
            List<Document>? expected = Find(atom, symbol);
            if (expected?.Contains(arguments[symbol]) is not true)
            {
                throw new ViolationException(
                    Rule.PassesArguments,
                    $"{atom.Name} was called with {symbol}={arguments[symbol]}; it is {(expected is null ? "not to be had" : string.Join(" or ", expected))}.");
            }
        }
    }

    /// <summary>The values that an argument may have; null if there is none to be had.</summary>
    public List<Document>? Find(DrawnAtom atom, string symbol)
    {
        if (atom is DrawnTask task && task.Injected.TryGetValue(symbol, out string? own))
        {
            return [Document.From(own)];
        }

        if (drawing.Store.TryGetValue(symbol, out Document? value))
        {
            return [value];
        }

        foreach (IEnumerable<DrawnAtom[]> level in relations.Sight(atom.Name))
        {
            foreach (DrawnAtom[] group in level)
            {
                List<(int? Place, Document Value)> givers = [.. group
                    .Where(provider => provider.Provides.ContainsKey(symbol))
                    .Select(provider => (provider.Provides[symbol], ValueOf(atoms[provider.Name])))
                    .Where(giver => giver.Item2 is not null)
                    .Select(giver => (giver.Item1, giver.Item2!))];
                if (givers.Count > 0)
                {
                    List<Document> parts = [.. givers.Select(giver => PartOf(giver.Value, giver.Place)).OfType<Document>()];
                    return parts.Count > 0 ? parts : null;
                }
            }
        }

        return null;
    }

    // A failure is given in every state, as in the reference: an atom that failed in an earlier attempt and is ignored in this one still
    // gives that.
    private static Document? ValueOf(AtomRecord atom) => atom.State == State.Ignore ? atom.Failure : atom.Result;

    // A failure has no such part; what the drawn tasks return has.
    private static Document? PartOf(Document value, int? place) =>
        place is not { } at ? value : value.TryGetPart(ResultKey.At(at), out Document? part) ? part : null;
}
