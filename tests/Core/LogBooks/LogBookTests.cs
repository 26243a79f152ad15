using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class LogBookTests
{
    private static readonly DateTimeOffset _birth = new(2024, 2, 29, 23, 59, 58, TimeSpan.FromHours(2));

    [Fact]
    public void Times_AreThoseOfTheProvider_InUtc()
    {
        var time = new StoppedTime { Now = _birth };
        var book = new LogBook("book", time: time);
        Assert.Null(book.UpdatedAt);

        time.Now = _birth.AddMicroseconds(90_000_001);
        book.Add(new FlowDetail("flow", "f"));

        Assert.Equal(_birth.UtcDateTime, book.CreatedAt);
        Assert.Equal(DateTimeKind.Utc, book.CreatedAt!.Value.Kind);
        Assert.Equal(time.Now.UtcDateTime, book.UpdatedAt);
    }

    [Fact]
    public void New_WithoutAUuid_GetsOneOfItsOwn()
    {
        Assert.NotEqual(new LogBook("a").Uuid, new LogBook("a").Uuid);
        Assert.True(Guid.TryParse(new LogBook("a", "").Uuid, out _));
    }

    [Fact]
    public void ToDocument_HasTheReferencesShape()
    {
        var book = new LogBook("book", "b", new StoppedTime { Now = _birth.AddMicroseconds(7) }) { Meta = SampleRecords.Meta(("k", 1)) };

        Assert.Equal(
            """{"name":"book","uuid":"b","meta":{"k":1},"created_at":{"day":29,"month":2,"year":2024,"hour":21,"minute":59,"second":58,"microsecond":7},"updated_at":null}""",
            book.ToDocument().ToString());
        Assert.Equal(book.ToDocument(), LogBook.FromDocument(book.ToDocument()).ToDocument());
    }

    [Theory]
    [InlineData("""{"name":"n","uuid":"u","created_at":"2024-01-01"}""")]
    [InlineData("""{"name":"n","uuid":"u","created_at":{"year":2024,"month":13,"day":1,"hour":0,"minute":0,"second":0,"microsecond":0}}""")]
    public void FromDocument_WithATimeThatIsNone_IsRefused(string json) =>
        Assert.Throws<InvalidFormatException>(() => LogBook.FromDocument(Document.Parse(json)));

    [Fact]
    public void Add_UnderAKnownUuid_TakesTheOthersPlaceInOrder()
    {
        LogBook book = SampleRecords.Book();
        var replacement = new FlowDetail("new", SampleRecords.FirstFlowUuid);

        book.Add(replacement);

        Assert.Same(replacement, book.Find(SampleRecords.FirstFlowUuid));
        Assert.Equal([SampleRecords.FirstFlowUuid, SampleRecords.SecondFlowUuid], book.Select(flow => flow.Uuid));
        Assert.Null(book.Find("unknown"));
    }

    [Fact]
    public void Copy_WithOrWithoutContents_IsAContainerOfItsOwn()
    {
        LogBook book = SampleRecords.Book();

        LogBook full = book.Copy();
        LogBook bare = book.Copy(retainContents: false);
        full.Add(new FlowDetail("new", "new"));

        Assert.Equal((2, 3, 0), (book.Count, full.Count, bare.Count));
        Assert.Same(book.First(), full.First());
        Assert.Equal(book.ToDocument(), bare.ToDocument());
    }

    [Fact]
    public void AFlow_CopiedMergedAndUpdated_KeepsOrTakesContentsAsEachSays()
    {
        FlowDetail flow = SampleRecords.Book().First();
        FlowDetail other = new("other", "o") { State = State.Failure };
        other.Add(new TaskDetail("only", "only-1"));

        FlowDetail merged = flow.Copy().Merge(other);
        FlowDetail updated = flow.Copy().Update(other);
        merged.Add(new TaskDetail("added", "added-1"));
        updated.Add(new TaskDetail("added", "added-1"));

        Assert.Equal((3, State.Failure), (merged.Count, merged.State));
        Assert.Equal(["only-1", "added-1"], updated.Select(atom => atom.Uuid));
        Assert.Single(other);
        Assert.Equal(("first flow", SampleRecords.FirstFlowUuid), (updated.Name, updated.Uuid));
        Assert.Equal((2, State.Running), (flow.Count, flow.State));
    }

    [Fact]
    public void ToPrettyString_TellsAllThatIsInABook()
    {
        string text = SampleRecords.Book().ToPrettyString();

        string[] told =
        [
            "LogBook: 'book'", "FlowDetail: 'first flow'", "TaskDetail: 'task'", "RetryDetail: 'retry'", "- state = REVERTED",
            "Failure: System.InvalidOperationException: first", "- owner = 1", "- results = {\"rows\":3,\"ok\":true}",
        ];
        Assert.All(told, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.All(SampleRecords.Book().ToPrettyString(indent: 4).Split('\n'), line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
    }

    private sealed class StoppedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
