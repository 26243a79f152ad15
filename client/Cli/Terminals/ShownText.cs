namespace Orleans.TaskFlow.Cli;

/// <summary>Text of a store for people: on one line, and without what could command their terminal.</summary>
internal static class ShownText
{
    private const int ShortLength = 40;

    public static string Of(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(c => c is '\n' or '\r' ? " " : char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()))
        : text;

    /// <summary>As much of it as a line with other things on it has room for; an ellipsis stands for the rest.</summary>
    public static string Short(string text)
    {
        string shown = Of(text);
        return shown.Length <= ShortLength ? shown : $"{shown[..(ShortLength - 1)]}…";
    }
}
