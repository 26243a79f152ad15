using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class ReadmeTests
{
    [Fact]
    public async Task EmbeddedExample_OnAFreshStore_FindsWhatItSaved() =>
        Assert.Equal("C-17 Ghent", await EmbeddedExample.RunAsync("memory://"));

    [Fact]
    public void EmbeddedExample_InTheReadme_IsTheCodeThatRuns()
    {
        string root = RepositoryRoot();
        string[] source = File.ReadAllLines(Path.Combine(root, "tests/Core/Readme/EmbeddedExample.cs"));
        var example = source
            .SkipWhile(line => !line.Contains("<example>", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.Contains("</example>", StringComparison.Ordinal))
            .Select(line => line.Trim())
            .ToList();

        string[] readme = [.. File.ReadAllLines(Path.Combine(root, "README.md")).Select(line => line.Trim())];
        int start = Array.IndexOf(readme, example[0]);

        Assert.True(start >= 0, "The README does not hold the example's first line.");
        Assert.Equal(example, readme.Skip(start).Take(example.Count));
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
