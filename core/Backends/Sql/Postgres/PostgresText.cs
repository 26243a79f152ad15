namespace Orleans.TaskFlow;

/// <summary>
/// Names and uuids as PostgreSQL can keep them: its text has no NUL. The character that stands for one in print takes its place, with
/// a zero after it, and is doubled where it stands for itself.
/// </summary>
internal static class PostgresText
{
    private const string Nul = "\0";
    private const string Mark = "\u2400";
    private const string MarkedNul = Mark + "0";
    private const string MarkedMark = Mark + Mark;

    public static string Escaped(string text) => text.AsSpan().ContainsAny('\0', Mark[0])
        ? text.Replace(Mark, MarkedMark, StringComparison.Ordinal).Replace(Nul, MarkedNul, StringComparison.Ordinal)
        : text;

    public static string Unescaped(string text)
    {
        if (!text.Contains(Mark[0], StringComparison.Ordinal))
        {
            return text;
        }

        return string.Join(Mark, text.Split(MarkedMark).Select(part => part.Replace(MarkedNul, Nul, StringComparison.Ordinal)));
    }
}
