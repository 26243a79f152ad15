using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>Durations in options. A bare number is refused: nobody could tell seconds from milliseconds.</summary>
internal static class DurationText
{
    private static readonly (string Suffix, TimeSpan Unit)[] _units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)),
    ];

    /// <param name="option">What the duration is of, for the message.</param>
    /// <param name="text">Such as 500ms, 2.5s, 1m or 00:00:05.</param>
    /// <exception cref="ArgumentException">It is not a duration, or negative.</exception>
    public static TimeSpan Parse(string option, string text)
    {
        foreach (var (suffix, unit) in _units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount)
                && amount * unit.TotalDays <= 365)
            {
                return amount * unit;
            }
        }

        return text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan duration)
            && duration >= TimeSpan.Zero
            ? duration
            : throw new ArgumentException($"The {option} '{text}' is not a duration: write it as 500ms, 2.5s, 1m or 00:00:05.");
    }
}
