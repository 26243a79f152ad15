namespace Orleans.TaskFlow.Quickstart;

/// <summary>A path for people: on one line, and without what could command their terminal.</summary>
internal static class PathText
{
    public static string Shown(string path) => string.Concat(path.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
}
