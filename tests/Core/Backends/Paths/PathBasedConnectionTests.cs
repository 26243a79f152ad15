using System.Globalization;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class PathBasedConnectionTests : IAsyncDisposable
{
    private readonly MemoryBackend _backend = new();

    private IConnection Connection => _backend.Connect();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task SaveLogBook_OneOfEach_StoresTheReferencesJson()
    {
        var created = new DateTime(2024, 2, 29, 13, 14, 15, DateTimeKind.Utc).AddMicroseconds(123456);
        var flow = new FlowDetail("flow", "f") { State = State.Running };
        flow.Add(new TaskDetail("task", "t") { State = State.Success, Results = Document.From(1), Version = "1.0" });
        flow.Add(new RetryDetail("retry", "r"));
        var book = new LogBook("book", "b") { CreatedAt = created };
        book.Add(flow);
        book.UpdatedAt = null;

        await Connection.SaveLogBookAsync(book);

        Assert.Equal(
            """{"name":"book","uuid":"b","meta":{},"created_at":{"day":29,"month":2,"year":2024,"hour":13,"minute":14,"second":15,"microsecond":123456},"updated_at":null}""",
            Stored("books", "b"));
        Assert.Equal("""{"name":"flow","uuid":"f","state":"RUNNING","meta":{}}""", Stored("flow_details", "f"));
        Assert.Equal(
            """{"type":"TASK_DETAIL","atom":{"name":"task","uuid":"t","state":"SUCCESS","intention":"EXECUTE","results":1,"revert_results":null,"failure":null,"revert_failure":null,"meta":{},"version":"1.0"}}""",
            Stored("atom_details", "t"));
        Assert.StartsWith("{\"type\":\"RETRY_DETAIL\",", Stored("atom_details", "r"), StringComparison.Ordinal);
        Assert.Equal(Stored("flow_details", "f"), Stored("books", "b", "f"));
        Assert.Equal(Stored("atom_details", "t"), Stored("flow_details", "f", "t"));
    }

    [Fact]
    public async Task GetAtomsForFlow_AddedInSeveralCalls_AreInTheOrderOfAdding()
    {
        FlowDetail flow = await SaveFlowAsync("z");
        foreach (string uuid in new[] { "y", "a", "m" })
        {
            FlowDetail justTheNew = flow.Copy(retainContents: false);
            justTheNew.Add(new TaskDetail(uuid, uuid));
            await Connection.UpdateFlowDetailsAsync(justTheNew);
        }

        await Connection.UpdateFlowDetailsAsync(flow);

        Assert.Equal(["z", "y", "a", "m"], (await Connection.GetAtomsForFlowAsync("f").ToListAsync()).Select(atom => atom.Uuid));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("../../etc/passwd")]
    [InlineData("/")]
    [InlineData("\0")]
    [InlineData("C:\\con")]
    [InlineData("books")]
    [InlineData("\U0001F600 '\"%00")]
    [InlineData(" ")]
    public async Task SaveLogBook_UuidsOfAnyText_AreFoundAgain(string uuid)
    {
        var flow = new FlowDetail("flow", uuid) { new TaskDetail("task", uuid), new TaskDetail("task2", uuid + "x") };
        await Connection.SaveLogBookAsync(new LogBook("book", uuid) { flow });

        LogBook book = await Connection.GetLogBookAsync(uuid);
        Assert.Equal(uuid, book.Uuid);
        Assert.Equal([uuid, uuid + "x"], Assert.Single(book).Select(atom => atom.Uuid));
        Assert.Equal("task", (await Connection.GetAtomDetailsAsync(uuid)).Name);
        await Connection.DestroyLogBookAsync(uuid);
        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetAtomDetailsAsync(uuid + "x"));
    }

    [Fact]
    public async Task Update_OfAnotherName_KeepsTheStoredName()
    {
        await SaveFlowAsync("a");

        FlowDetail renamed = new("other", "f") { new TaskDetail("other", "a") { State = State.Success } };
        FlowDetail answer = await Connection.UpdateFlowDetailsAsync(renamed);
        await Connection.SaveLogBookAsync(new LogBook("other", "b"));

        Assert.Equal("flow", answer.Name);
        Assert.Equal("a", answer.Single().Name);
        LogBook stored = await Connection.GetLogBookAsync("b");
        Assert.Equal("book", stored.Name);
        Assert.Equal("flow", stored.Single().Name);
        Assert.Equal(("a", State.Success), (stored.Single().Single().Name, stored.Single().Single().State));
    }

    [Fact]
    public async Task Update_OfAnAtomToTheOtherKind_ChangesNothing()
    {
        FlowDetail flow = await SaveFlowAsync("a");
        flow.State = State.Running;
        flow.Add(new TaskDetail("new", "new"));
        flow.Add(new RetryDetail("a", "a"));

        var error = await Assert.ThrowsAsync<AtomKindException>(() => Connection.UpdateFlowDetailsAsync(flow));
        await Assert.ThrowsAsync<AtomKindException>(() => Connection.UpdateAtomDetailsAsync(new RetryDetail("a", "a")));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        FlowDetail stored = await Connection.GetFlowDetailsAsync("f");
        Assert.Null(stored.State);
        Assert.IsType<TaskDetail>(Assert.Single(stored));
        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetAtomDetailsAsync("new"));
    }

    [Fact]
    public async Task Update_OfARetry_KeepsTheRevertResultsThatItWasFirstSavedWith()
    {
        FlowDetail flow = await SaveFlowAsync("a");
        flow.Add(new RetryDetail("r", "r") { RevertResults = Document.From("first") });
        await Connection.UpdateFlowDetailsAsync(flow);

        AtomDetail answer = await Connection.UpdateAtomDetailsAsync(
            new RetryDetail("r", "r") { RevertResults = Document.From("second"), State = State.Reverted });

        Assert.Equal(Document.From("first"), answer.RevertResults);
        AtomDetail stored = await Connection.GetAtomDetailsAsync("r");
        Assert.Equal((State.Reverted, Document.From("first")), (stored.State!.Value, stored.RevertResults));
    }

    [Fact]
    public async Task Calls_OnWhatIsNotThere_NameItAndTheStore()
    {
        NotFoundException[] errors =
        [
            await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetLogBookAsync("x1")),
            await Assert.ThrowsAsync<NotFoundException>(() => Connection.DestroyLogBookAsync("x1")),
            await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetFlowDetailsAsync("x1")),
            await Assert.ThrowsAsync<NotFoundException>(() => Connection.UpdateFlowDetailsAsync(new FlowDetail("n", "x1") { new TaskDetail("t", "t") })),
            await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetAtomDetailsAsync("x1")),
            await Assert.ThrowsAsync<NotFoundException>(() => Connection.UpdateAtomDetailsAsync(new TaskDetail("n", "x1"))),
        ];

        Assert.All(errors, error => Assert.Contains("'x1' in memory", error.Message, StringComparison.Ordinal));
        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetAtomDetailsAsync("t"));
        Assert.Empty(await Connection.GetFlowsForBookAsync("x1").ToListAsync());
        Assert.Empty(await Connection.GetAtomsForFlowAsync("x1").ToListAsync());
    }

    [Fact]
    public async Task GetLogBook_WithItsFlows_HasTheTimesThatWereSaved()
    {
        var updated = DateTime.Parse("2020-01-02T03:04:05Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        var book = new LogBook("book", "b") { new FlowDetail("flow", "f") };
        book.UpdatedAt = updated;
        await Connection.SaveLogBookAsync(book);

        Assert.Equal(updated, (await Connection.GetLogBookAsync("b")).UpdatedAt);
    }

    [Fact]
    public async Task Get_Lazily_LeavesOutWhatIsInside()
    {
        await SaveFlowAsync("a");

        Assert.Empty(await Connection.GetLogBookAsync("b", lazy: true));
        Assert.Empty(Assert.Single(await Connection.GetLogBooksAsync(lazy: true).ToListAsync()));
        Assert.Empty(Assert.Single(await Connection.GetFlowsForBookAsync("b", lazy: true).ToListAsync()));
        Assert.Empty(await Connection.GetFlowDetailsAsync("f", lazy: true));
        Assert.Single(Assert.Single(await Connection.GetFlowsForBookAsync("b").ToListAsync()));
    }

    [Fact]
    public async Task UpdateAtomDetails_BookIsDestroyedMeanwhile_IsNotFound()
    {
        await SaveFlowAsync("a");
        var interrupted = new InterruptedConnection(_backend, other => other.DestroyLogBookAsync("b"));

        await Assert.ThrowsAsync<NotFoundException>(() => interrupted.UpdateAtomDetailsAsync(new TaskDetail("a", "a")));

        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetAtomDetailsAsync("a"));
    }

    [Fact]
    public async Task DestroyLogBook_AtomIsAddedMeanwhile_DestroysItToo()
    {
        FlowDetail flow = await SaveFlowAsync("a");
        flow.Add(new TaskDetail("late", "late"));
        var interrupted = new InterruptedConnection(_backend, other => other.UpdateFlowDetailsAsync(flow));

        await interrupted.DestroyLogBookAsync("b");

        Assert.Equal(2, interrupted.Begun);
        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetAtomDetailsAsync("late"));
        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetFlowDetailsAsync("f"));
    }

    [Fact]
    public async Task UpdateFlowDetails_AtomIsAddedByAnotherMeanwhile_MergesIntoThatOne()
    {
        FlowDetail flow = await SaveFlowAsync("a");
        FlowDetail Added(string name, State state) => new("flow", "f") { new TaskDetail(name, "same") { State = state } };
        var interrupted = new InterruptedConnection(_backend, other => other.UpdateFlowDetailsAsync(Added("theirs", State.Pending)));

        await interrupted.UpdateFlowDetailsAsync(Added("mine", State.Running));

        AtomDetail stored = await Connection.GetAtomDetailsAsync("same");
        Assert.Equal(("theirs", State.Running), (stored.Name, stored.State));
        Assert.Equal(2, (await Connection.GetFlowDetailsAsync(flow.Uuid)).Count);
    }

    [Fact]
    public async Task SaveLogBook_AnotherTakesTheFlowMeanwhile_IsADuplicate()
    {
        static LogBook BookWithTheFlow(string uuid) => new("book", uuid) { new FlowDetail("flow", "wanted") };
        var interrupted = new InterruptedConnection(_backend, other => other.SaveLogBookAsync(BookWithTheFlow("theirs")));

        await Assert.ThrowsAsync<DuplicateException>(() => interrupted.SaveLogBookAsync(BookWithTheFlow("mine")));

        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetLogBookAsync("mine"));
        Assert.Single(await Connection.GetLogBookAsync("theirs"));
    }

    [Fact]
    public async Task UpdateAtomDetails_SameAtomIsWrittenMeanwhile_NeedsNoSecondTry()
    {
        await SaveFlowAsync("a");
        var interrupted = new InterruptedConnection(_backend, other => other.UpdateAtomDetailsAsync(new TaskDetail("a", "a")));

        await interrupted.UpdateAtomDetailsAsync(new TaskDetail("a", "a") { State = State.Success });

        Assert.Equal(1, interrupted.Begun);
        Assert.Equal(State.Success, (await Connection.GetAtomDetailsAsync("a")).State);
    }

    [Fact]
    public async Task Save_Cancelled_ChangesNothing()
    {
        await SaveFlowAsync("a");
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => Connection.UpdateAtomDetailsAsync(new TaskDetail("a", "a") { State = State.Success }, cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Connection.DestroyLogBookAsync("b", cancelled));

        Assert.Null((await Connection.GetAtomDetailsAsync("a")).State);
    }

    [Fact]
    public async Task UpdateFlowDetails_AFailureNestedWithoutEnd_IsRefusedByNameAndNothingIsWritten()
    {
        FlowDetail flow = await SaveFlowAsync("a");
        Exception nested = new InvalidOperationException("inmost");
        for (int i = 0; i < 2000; i++)
        {
            nested = new InvalidOperationException("outer", nested);
        }

        flow.State = State.Failure;
        flow.Single().Failure = Failure.FromException(nested);

        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => Connection.UpdateFlowDetailsAsync(flow));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        Assert.Null((await Connection.GetFlowDetailsAsync("f")).State);
    }

    [Fact]
    public async Task UpdateAtomDetails_AResultOfTheGreatestDepth_IsReadAgain()
    {
        await SaveFlowAsync("a");
        var deep = Document.Parse(new string('[', Document.MaxDepth) + new string(']', Document.MaxDepth));

        await Connection.UpdateAtomDetailsAsync(new TaskDetail("a", "a") { Results = deep });

        Assert.Equal(deep, (await Connection.GetAtomDetailsAsync("a")).LastResults);
    }

    private async Task<FlowDetail> SaveFlowAsync(string atomUuid)
    {
        var flow = new FlowDetail("flow", "f") { new TaskDetail(atomUuid, atomUuid) };
        await Connection.SaveLogBookAsync(new LogBook("book", "b") { flow });
        return flow;
    }

    private string? Stored(params string[] path) => _backend.Tree.Get(path)?.Json.ToString();
}
