namespace Orleans.TaskFlow;

/// <summary>The uuids that the links of an item lead to, in the order in which they were added, each once.</summary>
internal sealed class ItemLinks(IEnumerable<string> uuids)
{
    private readonly OrderedDictionary<string, bool> _uuids = new(
        uuids.Distinct(StringComparer.Ordinal).Select(uuid => KeyValuePair.Create(uuid, true)), StringComparer.Ordinal);

    public int Count => _uuids.Count;

    public IReadOnlyList<string> Uuids => _uuids.Keys;

    public bool Contains(string uuid) => _uuids.ContainsKey(uuid);

    public void Add(string uuid) => _uuids.TryAdd(uuid, true);
}
