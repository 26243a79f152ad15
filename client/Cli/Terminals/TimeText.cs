using System.Globalization;

namespace Orleans.TaskFlow.Cli;

/// <summary>Times, which are UTC everywhere.</summary>
internal static class TimeText
{
    /// <summary>For people, whose column says that it is UTC.</summary>
    public static string Of(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>For programs: ISO 8601, to the microsecond.</summary>
    public static string? Iso(DateTime? time) => time?.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
