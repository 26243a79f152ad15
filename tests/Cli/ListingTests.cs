using System.Text.Json;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class ListingTests : IDisposable
{
    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Books_OfAStore_AreListedWithTheStatesOfTheirFlows()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), SampleRecords.Book("other "));

        Ran ran = await Ran.Async("books", "--backend", _stores.Sqlite);

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        string row = Assert.Single(ran.Output.Split('\n'), line => line.Contains(" other book-1 ", StringComparison.Ordinal));
        Assert.Contains("other book ", row, StringComparison.Ordinal);
        Assert.Contains("1 PENDING  1 RUNNING", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Books_AsJson_HaveTheDocumentedShape()
    {
        var book = new LogBook("book", "b")
        {
            CreatedAt = new DateTime(2026, 11, 21, 20, 0, 0, 123, DateTimeKind.Utc),
        };
        book.Add(new FlowDetail("flow", "f") { State = State.Success });
        book.UpdatedAt = new DateTime(2026, 11, 21, 20, 0, 1, DateTimeKind.Utc);
        await Stores.FillAsync(_stores.Folder, book);

        Ran ran = await Ran.Async("books", "--json", "--backend", _stores.Folder);

        Assert.Equal(0, ran.ExitCode);
        Assert.Equal(
            """[{"uuid":"b","name":"book","created_at":"2026-11-21T20:00:00.123000Z","updated_at":"2026-11-21T20:00:01.000000Z","flows":1,"states":{"SUCCESS":1}}]""",
            JsonSerializer.Serialize(ran.Json));
    }

    [Fact]
    public async Task Books_OfAnEmptyStore_SaysSoAndIsEmptyJson()
    {
        await Stores.FillAsync(_stores.Folder);

        Assert.Contains("No logbooks in directory", (await Ran.Async("books", "--backend", _stores.Folder)).Output, StringComparison.Ordinal);
        Assert.Equal("[]", JsonSerializer.Serialize((await Ran.Async("books", "--json", "--backend", _stores.Folder)).Json));
    }

    [Fact]
    public async Task Flows_OfOneBookByName_AreListedWithTheirAtomsAndSizes()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), SampleRecords.Book("other "));

        Ran ran = await Ran.Async("flows", "other book", "--backend", _stores.Sqlite);
        Ran json = await Ran.Async("flows", "other book", "--json", "--backend", _stores.Sqlite);

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("other first flow", ran.Output, StringComparison.Ordinal);
        Assert.Contains("1 REVERTED  1 RETRYING", ran.Output, StringComparison.Ordinal);
        Assert.Contains(" KiB", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" flow-1 ", ran.Output.Replace("other flow-1", "", StringComparison.Ordinal), StringComparison.Ordinal);
        JsonElement[] flows = [.. json.Json.EnumerateArray()];
        Assert.Equal(["other flow-1", "other flow-2"], flows.Select(flow => flow.GetProperty("uuid").GetString()));
        Assert.Equal(
            ["book_uuid", "uuid", "name", "state", "atoms", "states", "bytes"],
            flows[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(2, flows[0].GetProperty("atoms").GetInt32());
        Assert.Equal("RUNNING", flows[0].GetProperty("state").GetString());
        Assert.Equal("PENDING", flows[1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task AnyList_WithTextThatCommandsTerminals_ShowsItHarmless()
    {
        await Stores.FillAsync(_stores.Sqlite, new LogBook("red \u001b[31m\nbook [bold]", "b"));

        Ran ran = await Ran.Async("books", "--backend", _stores.Sqlite);

        Assert.DoesNotContain("\u001b", ran.Output, StringComparison.Ordinal);
        Assert.Contains("red \\u001b[31m book [bold]", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flows_OfANameThatTwoHave_AsksForTheUuid()
    {
        await Stores.FillAsync(_stores.Sqlite, new LogBook("same", "b1"), new LogBook("same", "b2"));

        Ran ran = await Ran.Async("flows", "same", "--backend", _stores.Sqlite);

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("uuid", ran.Error, StringComparison.Ordinal);
    }
}
