namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Which uuid each symbol of one trace stands for: the same symbol the same one, two symbols two.</summary>
internal sealed class UuidSymbols
{
    private readonly Dictionary<string, string> _uuids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _symbols = new(StringComparer.Ordinal);

    /// <summary>Takes note at a symbol's first use, and holds it to that afterwards.</summary>
    public bool Matches(string symbol, string uuid)
    {
        if (_uuids.TryGetValue(symbol, out string? known))
        {
            return known == uuid;
        }

        if (!_symbols.TryAdd(uuid, symbol))
        {
            return false;
        }

        _uuids.Add(symbol, uuid);
        return true;
    }
}
