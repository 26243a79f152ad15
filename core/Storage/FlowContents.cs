using System.Diagnostics.CodeAnalysis;

namespace Orleans.TaskFlow;

/// <summary>
/// All that a storage keeps in memory of its flow. Whoever reads or changes any of it holds <see cref="Sync"/>, which is never
/// held while waiting for a store.
/// </summary>
internal sealed class FlowContents
{
    private readonly OrderedDictionary<string, AtomEntry> _atoms = new(StringComparer.Ordinal);

    public FlowContents(FlowDetail flow) => Adopt(flow);

    public Lock Sync { get; } = new();

    /// <summary>The flow's own record, without atoms. Never changed in place.</summary>
    public FlowDetail Flow { get; set; }

    /// <summary>Held by whoever changes the flow's record or adds atoms, from the copy to the new record.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public ResultMapping Mapping { get; } = new();

    public FailureCache Failures { get; } = new();

    /// <summary>Values injected into the flow that are in memory only.</summary>
    public Dictionary<string, Document> Transients { get; } = new(StringComparer.Ordinal);

    /// <summary>Values injected into one atom that are in memory only, by atom name.</summary>
    public Dictionary<string, Dictionary<string, Document>> AtomTransients { get; } = new(StringComparer.Ordinal);

    public IEnumerable<AtomEntry> Atoms => _atoms.Values;

    /// <summary>Takes over what a store holds of the flow: its record, and the atoms that are not known yet.</summary>
    [MemberNotNull(nameof(Flow))]
    public void Adopt(FlowDetail stored)
    {
        Flow = stored.Copy(retainContents: false);
        bool first = _atoms.Count == 0;
        if (first)
        {
            _atoms.EnsureCapacity(stored.Count);
        }

        foreach (AtomDetail detail in stored)
        {
            // Of several atoms of one name, which a store may hold, the last counts, as with the reference.
            if (first || !_atoms.ContainsKey(detail.Name))
            {
                _atoms[detail.Name] = new AtomEntry(detail);
                Failures.Settle(detail);
                LearnInjected(_atoms[detail.Name]);
            }
        }
    }

    /// <summary>Learns the names of the values that were injected, if this is the atom that holds them.</summary>
    public void LearnInjected(AtomEntry entry)
    {
        if (entry.Name == IFlowStorage.InjectorName)
        {
            Mapping.AddMembers(entry.Name, entry.Detail.StoredResults.Members.Keys);
        }
    }

    /// <summary>Whether there is such an atom. Takes the lock itself.</summary>
    public bool Holds(string atomName)
    {
        lock (Sync)
        {
            return TryGet(atomName, out _);
        }
    }

    public bool TryGet(string atomName, [NotNullWhen(true)] out AtomEntry? entry) => _atoms.TryGetValue(atomName, out entry);

    /// <exception cref="NotFoundException">There is no such atom.</exception>
    /// <exception cref="AtomKindException">It is not of that kind.</exception>
    public AtomEntry Get(string atomName, AtomKind? kind = null)
    {
        ArgumentNullException.ThrowIfNull(atomName);
        if (!_atoms.TryGetValue(atomName, out AtomEntry? entry))
        {
            throw new NotFoundException($"Flow '{Flow.Name}' ({Flow.Uuid}) has no atom '{Shown(atomName)}'.");
        }

        return kind is null || entry.Detail.Kind == kind
            ? entry
            : throw new AtomKindException($"Atom '{Shown(atomName)}' of flow '{Flow.Name}' ({Flow.Uuid}) is a {entry.Detail.Kind}, not a {kind}.");
    }

    /// <summary>A name as messages show it: a long one is cut, so that no message is as long as a hostile name.</summary>
    public static string Shown(string name) => name.Length <= 200 ? name : $"{name.AsSpan(0, 200)}… ({name.Length} characters)";
}
