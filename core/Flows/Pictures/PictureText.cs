using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>Names and symbols as pictures show them.</summary>
internal static class PictureText
{
    private const int Longest = 60;
    private const int Tail = 20;
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>A name on one line, shortened in its middle, since names that are long often begin alike.</summary>
    public static string Shown(string name) => Isolated(Shortened(Escaped(name)));

    /// <summary>A name on one line, whole.</summary>
    public static string Whole(string name) => Isolated(Escaped(name));

    /// <summary>The symbols that a link hands over, and its decider; nothing for one that only says what comes first.</summary>
    public static IEnumerable<string> LinesOf(FlowLink link)
    {
        if (!link.Symbols.IsEmpty)
        {
            yield return Shown(string.Join(", ", link.Symbols));
        }

        if (link.Decider is not null)
        {
            yield return $"decider: {link.Depth.ToString().ToUpperInvariant()}";
        }
    }

    /// <summary>What a flow's box is headed with, after its name.</summary>
    public static string PatternOf(Flow flow) => flow switch
    {
        { Children: [] } => "empty",
        { Pattern: FlowPattern.Linear } => "linear",
        { Pattern: FlowPattern.Unordered } => "unordered",
        _ => "graph",
    };

    // Text that is written as it would be in code neither breaks a line nor turns the direction of what stands beside it.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                >= 0xfffe and <= 0xffff => escaped.Append(Rune.ReplacementChar),
                _ when Commands(rune) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => escaped.Append(rune),
            };
        }

        return escaped.ToString();
    }

    // Joiners are part of words and of emoji; other format characters are not seen, but act.
    private static bool Commands(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200c or 0x200d),
        _ => false,
    };

    private static string Shortened(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        var elements = new StringInfo(text);
        int length = elements.LengthInTextElements;
        return length <= Longest
            ? text
            : $"{elements.SubstringByTextElements(0, Longest - Tail - 1)}…{elements.SubstringByTextElements(length - Tail)}";
    }

    // Else a name from right to left would take what stands beside it along.
    private static string Isolated(string text) =>
        text.EnumerateRunes().Any(IsRightToLeft) ? $"{FirstStrongIsolate}{text}{PopDirectionalIsolate}" : text;

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is (>= 0x0590 and <= 0x08ff) or (>= 0xfb1d and <= 0xfdff) or (>= 0xfe70 and <= 0xfefc) or (>= 0x10800 and <= 0x10fff)
            or (>= 0x1e800 and <= 0x1efff);

    private static StringBuilder Append(this StringBuilder builder, Rune rune) => builder.Append(rune.ToString());
}
