namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class MapConverter<TValue> : IConverter<Map<TValue>, MapSurrogate<TValue>>
{
    public Map<TValue> ConvertFromSurrogate(in MapSurrogate<TValue> surrogate)
    {
        var entries = new Dictionary<string, TValue>(surrogate.Names.Length, StringComparer.Ordinal);
        for (int i = 0; i < surrogate.Names.Length; i++)
        {
            entries.Add(surrogate.Names[i], surrogate.Values[i]);
        }

        return new Map<TValue>(entries);
    }

    public MapSurrogate<TValue> ConvertToSurrogate(in Map<TValue> value) =>
        new() { Names = [.. value.Entries.Keys], Values = [.. value.Entries.Values] };
}
