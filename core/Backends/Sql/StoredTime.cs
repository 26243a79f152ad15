using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>A time in a column of text, as SQLAlchemy writes it on SQLite: in UTC, to the microsecond.</summary>
internal static class StoredTime
{
    private const string Format = "yyyy-MM-dd HH:mm:ss.ffffff";

    private static readonly string[] _readable = [Format, "yyyy-MM-dd HH:mm:ss"];

    /// <summary>The time in UTC, which is what a time of no kind is taken for.</summary>
    public static DateTime? Utc(DateTime? time) => time is { Kind: DateTimeKind.Local } local ? local.ToUniversalTime() : time;

    public static string? Write(DateTime? time) => Utc(time)?.ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="InvalidFormatException">It is not a time.</exception>
    public static DateTime? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTime.TryParseExact(
            text, _readable, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time)
            ? time
            : throw new InvalidFormatException($"The stored text '{text}' is not a time such as 2026-01-31 23:59:59.000000.");
    }
}
