using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// What a session has told its storage that atoms provide, in the order in which the storage learned it: that is the order in which
/// it asks the providers of a name. Ensuring the same again adds nothing.
/// </summary>
internal sealed class ProviderOrder
{
    private readonly Lock _sync = new();
    private readonly HashSet<(string Atom, string Name, ResultKey Key)> _known = [];
    private readonly List<List<AtomDeclaration>> _rounds = [];
    private HashSet<string> _atomsOfLastRound = [];

    /// <summary>Notes atoms that were ensured, with what the storage answered.</summary>
    public void Note(IReadOnlyList<AtomDeclaration> atoms, IReadOnlyList<EnsuredAtom> answers)
    {
        lock (_sync)
        {
            // Within one call a storage learns first of those that were there before.
            foreach (var (atom, _) in atoms.Zip(answers).OrderBy(pair => pair.Second.Added))
            {
                var learned = atom.SaveAs.Where(name => _known.Add((atom.Name, name.Key, name.Value))).ToImmutableDictionary();
                if (!learned.IsEmpty)
                {
                    Append(atom with { SaveAs = learned });
                }
            }
        }
    }

    /// <summary>The atoms to ensure, round by round, for a storage that knows nothing to learn the same again.</summary>
    public Listing<Listing<AtomDeclaration>> ToRounds()
    {
        lock (_sync)
        {
            return new([.. _rounds.Select(round => new Listing<AtomDeclaration>([.. round]))]);
        }
    }

    // An atom may stand only once in what is ensured together.
    private void Append(AtomDeclaration atom)
    {
        if (_rounds.Count == 0 || !_atomsOfLastRound.Add(atom.Name))
        {
            _rounds.Add([]);
            _atomsOfLastRound = [atom.Name];
        }

        _rounds[^1].Add(atom);
    }
}
