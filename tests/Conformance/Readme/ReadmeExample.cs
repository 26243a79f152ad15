namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Holds an example in the README, or another document, against the code that a test compiles, and runs where it can.</summary>
public static class ReadmeExample
{
    /// <summary>
    /// The lines between the marks <c>&lt;example&gt;</c> of a source file, and as many lines of the document from the first of them on; none
    /// if the document does not hold it. Indentation does not count.
    /// </summary>
    public static (IReadOnlyList<string> Source, IReadOnlyList<string> Document) Read(string sourcePath, string documentPath = "README.md")
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
        List<string> document = [.. LinesOf(documentPath).Select(line => line.Trim())];
        int start = document.IndexOf(source[0]);
        return (source, start < 0 ? [] : document.GetRange(start, Math.Min(source.Count, document.Count - start)));
    }

    /// <summary>The lines of a document of the repository.</summary>
    public static string[] LinesOf(string documentPath) => File.ReadAllLines(Path.Combine(RepositoryRoot(), documentPath));

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
