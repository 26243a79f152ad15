using System.Collections.Immutable;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Records that no store can keep: what is said of them is the same on every one of them.</summary>
public sealed class BadRecordTests : IAsyncLifetime
{
    private const string HalfAPair = "half a pair \ud800";

    private readonly SqliteFolder _folder = new();
    private readonly Dictionary<string, IBackend> _backends = new() { ["memory"] = new MemoryBackend() };

    public async Task InitializeAsync()
    {
        _backends["sqlite"] = await _folder.OpenUpgradedAsync();
        foreach (IBackend backend in _backends.Values)
        {
            await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        }
    }

    public async Task DisposeAsync()
    {
        foreach (IBackend backend in _backends.Values)
        {
            await backend.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Save_TextThatIsNotUnicode_IsAnInvalidFormatOfTheNamedRecord(string store)
    {
        IConnection connection = _backends[store].Connect();
        var meta = SampleRecords.Meta((HalfAPair, 1));
        var failures = ImmutableSortedDictionary<string, Failure>.Empty.Add(HalfAPair, SampleRecords.Failure("m"));

        await AssertInvalidAsync(
            "logbook 'culprit'", () => connection.SaveLogBookAsync(new LogBook("book", "culprit") { Meta = meta }));
        await AssertInvalidAsync(
            $"flow detail '{SampleRecords.FirstFlowUuid}'",
            () => connection.UpdateFlowDetailsAsync(new FlowDetail("flow", SampleRecords.FirstFlowUuid) { Meta = meta }));
        await AssertInvalidAsync(
            $"atom detail '{SampleRecords.TaskUuid}'",
            () => connection.UpdateAtomDetailsAsync(new TaskDetail("task", SampleRecords.TaskUuid) { Meta = meta }));
        await AssertInvalidAsync(
            $"atom detail '{SampleRecords.RetryUuid}'",
            () => connection.UpdateAtomDetailsAsync(
                new RetryDetail("retry", SampleRecords.RetryUuid) { Attempts = [new RetryAttempt(Document.From(1), failures)] }));
        await AssertInvalidAsync(
            $"atom detail '{SampleRecords.TaskUuid}'",
            () => connection.UpdateAtomDetailsAsync(new TaskDetail("task", SampleRecords.TaskUuid) { Version = HalfAPair }));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Save_CausesOfAFailureNestedTooDeep_IsAnInvalidFormatOfTheNamedRecord(string store)
    {
        var cause = new InvalidOperationException("the first cause");
        for (int i = 0; i < 2000; i++)
        {
            cause = new InvalidOperationException("a cause", cause);
        }

        Failure failure = Failure.FromException(cause);
        IConnection connection = _backends[store].Connect();

        await AssertInvalidAsync(
            $"atom detail '{SampleRecords.TaskUuid}'",
            () => connection.UpdateAtomDetailsAsync(new TaskDetail("task", SampleRecords.TaskUuid) { Failure = failure }));
        await AssertInvalidAsync(
            $"atom detail '{SampleRecords.TaskUuid}'",
            () => connection.UpdateAtomDetailsAsync(new TaskDetail("task", SampleRecords.TaskUuid) { RevertFailure = failure }));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task SaveLogBook_OneAtomInTwoOfItsFlows_IsADuplicateAndStoresNothing(string store)
    {
        IConnection connection = _backends[store].Connect();
        var book = new LogBook("book", "new-book")
        {
            new FlowDetail("flow", "new-1") { new TaskDetail("task", "shared") },
            new FlowDetail("flow", "new-2") { new TaskDetail("task", "shared") },
        };

        var error = await Assert.ThrowsAsync<DuplicateException>(() => connection.SaveLogBookAsync(book));

        Assert.All(["'shared'", "'new-1'", "'new-2'"], culprit => Assert.Contains(culprit, error.Message));
        await Assert.ThrowsAsync<NotFoundException>(() => connection.GetLogBookAsync("new-book"));
        await Assert.ThrowsAsync<NotFoundException>(() => connection.GetAtomDetailsAsync("shared"));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task AnyCall_UnknownUuidOf10KB_IsShownCut(string store)
    {
        string uuid = AwkwardNames.All["10 KB"];

        var error = await Assert.ThrowsAsync<NotFoundException>(() => _backends[store].Connect().GetAtomDetailsAsync(uuid));

        Assert.InRange(error.Message.Length, 200, 1000);
    }

    [Fact]
    public async Task Save_LongTextThatIsNotUnicode_IsShownCut()
    {
        string text = AwkwardNames.All["10 KB"] + "\ud800";
        var task = new TaskDetail("task", SampleRecords.TaskUuid) { Version = text };

        var name = Assert.Throws<ArgumentException>(() => new LogBook(text));
        var version = await Assert.ThrowsAsync<InvalidFormatException>(() => _backends["sqlite"].Connect().UpdateAtomDetailsAsync(task));

        Assert.InRange(name.Message.Length, 200, 1000);
        Assert.InRange(version.Message.Length, 200, 1000);
    }

    private static async Task AssertInvalidAsync(string record, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<InvalidFormatException>(call);
        Assert.Contains(record, error.Message);
    }
}
