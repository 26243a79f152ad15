using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class UpkeepTests : IDisposable
{
    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Destroy_WithNobodyToAsk_IsMisuseAndDestroysNothing()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book());
        string before = await Stores.DumpAsync(_stores.Sqlite);

        Ran ran = await Ran.Async("destroy", "book", "-b", _stores.Sqlite);

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("--yes", ran.Error, StringComparison.Ordinal);
        Assert.Equal(before, await Stores.DumpAsync(_stores.Sqlite));
    }

    [Theory]
    [InlineData("n\n")]
    [InlineData("\n")]
    [InlineData("")]
    public async Task Destroy_NotMeant_DestroysNothing(string answer)
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book());
        string before = await Stores.DumpAsync(_stores.Sqlite);

        Ran ran = await Ran.AnsweringAsync(answer, "destroy", "book", "-b", _stores.Sqlite);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("2 flows", ran.Error, StringComparison.Ordinal);
        Assert.Equal(before, await Stores.DumpAsync(_stores.Sqlite));
    }

    [Fact]
    public async Task Destroy_Meant_DestroysThatAndNoOther()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), new LogBook("other", "o"), new LogBook("third", "t"));

        Assert.Equal(0, (await Ran.AnsweringAsync("y\n", "destroy", "book", "-b", _stores.Sqlite)).ExitCode);
        Ran json = await Ran.Async("destroy", "o", "--yes", "--json", "-b", _stores.Sqlite);

        Assert.Equal("o", json.Json[0].GetProperty("uuid").GetString());
        Ran left = await Ran.Async("books", "--json", "-b", _stores.Sqlite);
        Assert.Equal("t", Assert.Single(left.Json.EnumerateArray()).GetProperty("uuid").GetString());
    }

    [Fact]
    public async Task Destroy_OneOfTwoThatThereIsNot_DestroysNeither()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book());
        string before = await Stores.DumpAsync(_stores.Sqlite);

        Ran ran = await Ran.Async("destroy", "book", "no-such", "--yes", "-b", _stores.Sqlite);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("'no-such'", ran.Error, StringComparison.Ordinal);
        Assert.Equal(before, await Stores.DumpAsync(_stores.Sqlite));
    }

    [Theory]
    [InlineData("books")]
    [InlineData("flows")]
    [InlineData("show", "x")]
    [InlineData("export")]
    [InlineData("destroy", "x", "--yes")]
    [InlineData("validate")]
    public async Task AnyLook_AtAStoreThatThereIsNot_FailsAndMakesNone(params string[] command)
    {
        foreach (string uri in (string[])[_stores.Sqlite, _stores.Folder])
        {
            Ran ran = await Ran.Async([.. command, "--backend", uri]);

            Assert.Equal((1, ""), (ran.ExitCode, ran.Output));
            Assert.StartsWith("error: ", ran.Error, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_stores.Name("")));
    }

    [Fact]
    public async Task Upgrade_ThenValidate_Pass()
    {
        Ran upgrade = await Ran.Async("upgrade", "-b", _stores.Sqlite);
        Ran validate = await Ran.Async("validate", "-b", _stores.Sqlite, "--json");

        Assert.Equal((0, 0), (upgrade.ExitCode, validate.ExitCode));
        Assert.Contains("flows.db", validate.Json.GetProperty("backend").GetString(), StringComparison.Ordinal);
    }
}
