using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>The atoms that a flow lists, by uuid.</summary>
internal sealed class AtomIndex
{
    private readonly ImmutableArray<AtomListing> _atoms;
    private readonly Dictionary<string, AtomListing> _byUuid;

    private AtomIndex(ImmutableArray<AtomListing> atoms)
    {
        _atoms = atoms;
        _byUuid = atoms.ToDictionary(atom => atom.Uuid, StringComparer.Ordinal);
    }

    public static AtomIndex Empty { get; } = new([]);

    /// <summary>The index of a list: this one, if it is of the same list.</summary>
    public AtomIndex Of(ImmutableArray<AtomListing> atoms) => atoms == _atoms ? this : new AtomIndex(atoms);

    public AtomListing? Find(string uuid) => _byUuid.GetValueOrDefault(uuid);

    /// <exception cref="AtomKindException">There is an atom of that uuid, and it is of the other kind.</exception>
    public void Check(AtomDetail atom)
    {
        if (Find(atom.Uuid) is { } listing && listing.Kind != atom.Kind)
        {
            throw new AtomKindException($"Atom '{listing.Name}' ({atom.Uuid}) is a {listing.Kind} and cannot be saved as a {atom.Kind}.");
        }
    }
}
