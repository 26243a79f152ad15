using Orleans.TaskFlow.Cli;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class ShowTests : IDisposable
{
    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Show_ABook_IsATreeOfItsFlowsAndAtoms()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book());

        string[] lines = (await Ran.Async("show", "book", "-b", _stores.Sqlite)).Output.Split('\n');

        Assert.Contains("book-1", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("RUNNING  first flow", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("REVERTED  task", StringComparison.Ordinal) && line.Contains("50%", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("RETRYING  retry", StringComparison.Ordinal) && line.Contains("2 attempts", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SampleRecords.FirstFlowUuid, "RUNNING  first flow")]
    [InlineData(SampleRecords.TaskUuid, """{"rows":3,"ok":true}""")]
    [InlineData(SampleRecords.RetryUuid, "in the first attempt")]
    public async Task Show_AFlowOrAnAtom_IsFoundByItsUuid(string uuid, string shown)
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book());

        Ran ran = await Ran.Async("show", uuid, "-b", _stores.Sqlite);

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains(shown, ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ABookAsJson_IsItsWholeDocument()
    {
        LogBook book = SampleRecords.Book();
        await Stores.FillAsync(_stores.Sqlite, book);

        Ran ran = await Ran.Async("show", "book-1", "--json", "-b", _stores.Sqlite);

        Assert.Equal(StoreDump.Of(book), StoreDump.Of(BookDocument.Read(System.Text.Encoding.UTF8.GetBytes(ran.Output))));
        Assert.Equal("retry", ran.Json.GetProperty("flows")[0].GetProperty("atoms")[1].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Show_WhatThereIsNot_FailsAndSaysHowToFindWhatThereIs()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book());

        Ran ran = await Ran.Async("show", "no-such", "-b", _stores.Sqlite);

        Assert.Equal((1, ""), (ran.ExitCode, ran.Output));
        Assert.StartsWith("error: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("'no-such'", ran.Error, StringComparison.Ordinal);
        Assert.Contains("taskflow books", ran.Error, StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
    }
}
