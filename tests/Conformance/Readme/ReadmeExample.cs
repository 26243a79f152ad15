namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Holds an example in the README against the code that a test compiles, and runs where it can.</summary>
public static class ReadmeExample
{
    /// <summary>
    /// The lines between the marks <c>&lt;example&gt;</c> of a source file, and as many lines of the README from the first of them on; none
    /// if the README does not hold it. Indentation does not count.
    /// </summary>
    public static (IReadOnlyList<string> Source, IReadOnlyList<string> Readme) Read(string sourcePath)
    {
        string root = RepositoryRoot();
        List<string> source =
        [
            .. File.ReadAllLines(Path.Combine(root, sourcePath))
                .SkipWhile(line => !line.Contains("<example>", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => !line.Contains("</example>", StringComparison.Ordinal))
                .Select(line => line.Trim()),
        ];
        List<string> readme = [.. File.ReadAllLines(Path.Combine(root, "README.md")).Select(line => line.Trim())];
        int start = readme.IndexOf(source[0]);
        return (source, start < 0 ? [] : readme.GetRange(start, Math.Min(source.Count, readme.Count - start)));
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.TaskFlow.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie below the repository.");
    }
}
