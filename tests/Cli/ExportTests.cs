using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class ExportTests : IDisposable
{
    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Export_ThenImport_GivesTheSameStore()
    {
        LogBook deep = new("deep", "../deep/b");
        deep.Add(new FlowDetail("flow", "deep-flow")
        {
            new TaskDetail("task", "deep-task") { Results = Document.Parse(new string('[', Document.MaxDepth) + new string(']', Document.MaxDepth)) },
        });
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), deep, Stores.LargeBook(), new LogBook("empty", "e"));

        Ran export = await Ran.Async("export", "--to", _stores.Name("out"), "-b", _stores.Sqlite);
        Ran import = await Ran.Async("import", _stores.Name("out"), "-b", _stores.Folder);

        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Equal((0, ""), (import.ExitCode, import.Error));
        Assert.Equal(await Stores.DumpAsync(_stores.Sqlite), await Stores.DumpAsync(_stores.Folder));
        Assert.Equal(
            ["%2E.%2Fdeep%2Fb.json", "book-1.json", "e.json", "large.json"],
            Directory.EnumerateFiles(_stores.Name("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Export_ToStandardOutput_IsOneDocumentALineThatImportReads()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), SampleRecords.Book("other "));

        Ran export = await Ran.Async("export", "-b", _stores.Sqlite);
        Ran import = await Ran.AnsweringAsync(export.Output, "import", "-", "-b", _stores.Folder);

        Assert.Equal(2, export.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Equal(0, import.ExitCode);
        Assert.Equal(await Stores.DumpAsync(_stores.Sqlite), await Stores.DumpAsync(_stores.Folder));
    }

    [Fact]
    public async Task Export_OfOneBook_LeavesTheOthersOut()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), SampleRecords.Book("other "));

        Ran export = await Ran.Async("export", "other book", "-b", _stores.Sqlite);

        Assert.Equal("other book-1", export.Json.GetProperty("uuid").GetString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"name":"b"}""")]
    [InlineData("""{"name":"b","uuid":"b","flows":3}""")]
    [InlineData("""{"name":"b","uuid":"b","flows":[{"name":"f","uuid":"f","atoms":[{"name":"a","uuid":"a"}]}]}""")]
    public async Task Import_OfWhatIsNoLogbook_FailsNamesTheFileAndStoresNothing(string text)
    {
        await File.WriteAllTextAsync(_stores.Name("bad.json"), text);

        Ran ran = await Ran.Async("import", _stores.Name("bad.json"), "-b", _stores.Sqlite);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("bad.json", ran.Error, StringComparison.Ordinal);
        Assert.Equal("", await Stores.DumpAsync(_stores.Sqlite));
    }

    [Fact]
    public async Task Import_OfAResultThatIsNestedTooDeep_IsRefused()
    {
        string deep = new string('[', Document.MaxDepth + 1) + new string(']', Document.MaxDepth + 1);
        await File.WriteAllTextAsync(
            _stores.Name("deep.json"),
            $$"""{"name":"b","uuid":"b","flows":[{"name":"f","uuid":"f","atoms":[{"kind":"task","name":"a","uuid":"a","results":{{deep}}}]}]}""");

        Ran ran = await Ran.Async("import", _stores.Name("deep.json"), "-b", _stores.Sqlite);

        Assert.Equal(1, ran.ExitCode);
        Assert.Equal("", await Stores.DumpAsync(_stores.Sqlite));
    }

    [Fact]
    public async Task Import_OfAFileThatThereIsNot_IsMisuse() =>
        Assert.Equal(2, (await Ran.Async("import", _stores.Name("none.json"), "-b", _stores.Sqlite)).ExitCode);
}
