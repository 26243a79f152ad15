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
    private const char Escape = '~';

    /// <summary>
    /// The key of the grain of a uuid: the uuid itself, but for one that Orleans would not take as it is, which gets a mark in front.
    /// A blank key is refused; one that reads as a hexadecimal number is a number to the ADO.NET storage, which would keep
    /// <c>a1</c>, <c>A1</c> and <c>0a1</c> in one row. A uuid with a NUL, which no text in PostgreSQL has, is escaped.
    /// </summary>
    public static string Of(string uuid)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        return uuid.Contains('\0', StringComparison.Ordinal)
            ? Escape + uuid.Replace("~", "~~", StringComparison.Ordinal).Replace("\0", "~0", StringComparison.Ordinal)
            : uuid[0] is Mark or Escape || char.IsWhiteSpace(uuid[0]) || ReadsAsNumber(uuid) ? Mark + uuid : uuid;
    }

    /// <summary>The uuid whose grain has this key.</summary>
    public static string ToUuid(string key) => key[0] switch
    {
        Mark => key[1..],
        // A doubled escape is none: it is put aside while the others are undone.
        Escape => string.Join(Escape, key[1..].Split("~~").Select(part => part.Replace("~0", "\0", StringComparison.Ordinal))),
        _ => key,
    };

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
