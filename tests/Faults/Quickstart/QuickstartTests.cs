using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>The quickstart on folders that change between its runs, hold odd names, or are not there.</summary>
public sealed class QuickstartTests
{
    [Fact]
    public async Task Quickstart_OnOddNames_PrintsThemAsSha256sumDoes()
    {
        using var folder = new SampleFolder();
        foreach (string name in (string[])["back\\slash", "new\nline", "carriage\rreturn", "-dash", " blank", "a b/[c]", "ü", "\uFFEE", "😀", "_TaskFlow_INJECTOR"])
        {
            folder.Write(name, name);
        }

        folder.Write("empty", "");
        var (exitCode, lastLine, errors) = await folder.RunQuickstartAsync();
        Assert.Equal((0, "11 files: 11 hashed, 0 resumed", ""), (exitCode, lastLine, errors));
        Assert.Equal(await folder.RealManifestAsync(), await File.ReadAllTextAsync(folder.Manifest));
    }

    [Fact]
    public async Task Quickstart_OnAChangedFolder_HashesWhatChanged()
    {
        using var folder = new SampleFolder();
        folder.Fill(files: 20);
        await folder.RunQuickstartAsync();

        folder.Write("folder 1/file1.txt", "other");
        folder.Write("new", "new");
        folder.Delete("folder 2/file2.txt");
        var (_, lastLine, _) = await folder.RunQuickstartAsync();
        Assert.Equal("20 files: 2 hashed, 18 resumed", lastLine);
        Assert.Equal(await folder.RealManifestAsync(), await File.ReadAllTextAsync(folder.Manifest));

        var (_, again, _) = await folder.RunQuickstartAsync();
        Assert.Equal("20 files: 0 hashed, 20 resumed", again);
        var (_, fresh, _) = await folder.RunQuickstartAsync("--fresh");
        Assert.Equal("20 files: 20 hashed, 0 resumed", fresh);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("dir")]
    public async Task Quickstart_OfItsOwnFolder_LeavesItsOwnFilesOut(string backend)
    {
        using var folder = new SampleFolder();
        folder.Write("one", "1");
        string expected = await folder.RealManifestAsync();
        string[] own = ["--manifest", Path.Combine(folder.Path, "SUMS"), "--backend", $"{backend}:///{folder.Path}/flows"];
        for (int run = 0; run < 2; run++)
        {
            await using var process = ChildProcess.Start(BuiltProgram.Quickstart, [folder.Path, .. own]);
            await process.EndAsync();
            Assert.Equal(expected, await File.ReadAllTextAsync(own[1]));
        }
    }

    [Fact]
    public async Task Quickstart_OnANameThatIsNotUtf8_ListsItAndDoesTheRest()
    {
        using var folder = new SampleFolder();
        folder.Write("good", "good");
        await folder.ShellAsync("printf x > \"$(printf 'bad\\377')\"");
        var (exitCode, lastLine, errors) = await folder.RunQuickstartAsync();
        // .NET cannot delete it either.
        await folder.ShellAsync("rm bad*");
        Assert.Equal((1, "1 files: 1 hashed, 0 resumed"), (exitCode, lastLine));
        Assert.Equal("error: bad\uFFFD: its name is not UTF-8; rename it", errors);
    }

    [Fact]
    public async Task Quickstart_OnLinksAndPipes_LeavesThemOut()
    {
        using var folder = new SampleFolder();
        folder.Write("one", "1");
        await folder.ShellAsync("ln -s one link; ln -s . loop; mkfifo pipe");
        var (exitCode, lastLine, _) = await folder.RunQuickstartAsync();
        Assert.Equal((0, "1 files: 1 hashed, 0 resumed"), (exitCode, lastLine));
    }

    [Theory]
    [InlineData("--backend", "nosuch:///file", "nosuch")]
    [InlineData("--manifest", "/no/such/folder/SUMS", "/no/such/folder/SUMS")]
    [InlineData("--bogus", "1", "--bogus")]
    public async Task Quickstart_WronglyUsed_SaysSoInOneLine(string option, string value, string named)
    {
        using var folder = new SampleFolder();
        await using var process = ChildProcess.Start(BuiltProgram.Quickstart, folder.Path, option, value);
        var (exitCode, _) = await process.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains(named, process.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', process.Errors);
    }

    [Fact]
    public async Task Quickstart_WithoutItsFolder_SaysSoInOneLine()
    {
        await using var process = ChildProcess.Start(BuiltProgram.Quickstart, "/no/such/folder");
        var (exitCode, _) = await process.EndAsync();
        Assert.Equal(2, exitCode);
        Assert.Equal("error: '/no/such/folder' is not a folder; name one whose files are to be hashed", process.Errors);
    }
}
