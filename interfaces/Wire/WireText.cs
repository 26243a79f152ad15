namespace Orleans.TaskFlow;

/// <summary>
/// Text that is to be kept has to be Unicode: half of a surrogate pair would silently become another character on its way between
/// two processes.
/// </summary>
internal static class WireText
{
    /// <summary>A name as messages show it: a long one is cut.</summary>
    public static string Shown(string? name) => FlowContents.Shown(name ?? "");

    /// <exception cref="ArgumentException">It is not Unicode.</exception>
    public static void Check(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            RecordName.Checked(text);
        }
    }

    /// <exception cref="ArgumentException">One of them is not Unicode.</exception>
    public static void Check(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            Check(text);
        }
    }
}
