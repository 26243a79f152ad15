namespace Orleans.TaskFlow;

/// <summary>Which grain stands for which record.</summary>
internal static class GrainKeys
{
    /// <summary>
    /// How many grains share the list of logbooks, so that none is the bottleneck of the cluster. Part of what is stored: another
    /// number would look for logbooks in the wrong place.
    /// </summary>
    public const int CatalogueShards = 32;

    private const char Mark = '=';

    /// <summary>
    /// The key of the grain of a uuid: the uuid itself, but for one that Orleans would not take as it is, which gets a mark in front.
    /// A blank key is refused; one that reads as a hexadecimal number is a number to the ADO.NET storage, which would keep
    /// <c>a1</c>, <c>A1</c> and <c>0a1</c> in one row.
    /// </summary>
    public static string Of(string uuid)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        return uuid[0] == Mark || char.IsWhiteSpace(uuid[0]) || ReadsAsNumber(uuid) ? Mark + uuid : uuid;
    }

    /// <summary>The uuid whose grain has this key.</summary>
    public static string ToUuid(string key) => key[0] == Mark ? key[1..] : key;

    /// <summary>The key of the catalogue grain that lists a logbook: the same in every process and for ever.</summary>
    public static string CatalogueOf(string bookUuid)
    {
        // FNV-1a.
        uint hash = 2166136261;
        foreach (char unit in bookUuid)
        {
            hash = (hash ^ unit) * 16777619;
        }

        return Catalogue((int)(hash % CatalogueShards));
    }

    /// <summary>The key of one of the catalogue grains, from 0.</summary>
    public static string Catalogue(int shard) => $"shard-{shard}";

    private static bool ReadsAsNumber(string uuid)
    {
        int end = uuid.IndexOf('+', StringComparison.Ordinal);
        ReadOnlySpan<char> number = end < 0 ? uuid : uuid.AsSpan(0, end);
        foreach (char unit in number)
        {
            if (!char.IsAsciiHexDigit(unit))
            {
                return false;
            }
        }

        return number.Length > 0;
    }
}
