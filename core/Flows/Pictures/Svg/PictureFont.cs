using System.Text;

namespace Orleans.TaskFlow;

/// <summary>How wide text becomes, about: the font is the reader's, and is not known here.</summary>
internal static class PictureFont
{
    /// <summary>Of the names of atoms, in pixels.</summary>
    public const double Size = 14;

    /// <summary>Of everything else, in pixels.</summary>
    public const double SmallSize = 11;

    /// <summary>From one small line to the next, in pixels.</summary>
    public const double SmallLine = 14;

    private const double Narrow = 0.36;
    private const double Usual = 0.6;
    private const double Broad = 0.82;
    private const double Wide = 1.1;

    public static double WidthOf(string text, double size)
    {
        double width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += rune.Value switch
            {
                'i' or 'j' or 'l' or 'f' or 't' or 'r' or 'I' or ' ' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or '(' or ')' or '[' or ']' => Narrow,
                'm' or 'w' or '@' or '%' or (>= 'A' and <= 'Z') => Broad,
                >= 0x1100 => Wide,
                _ => Usual,
            };
        }

        return width * size;
    }
}
