using System.Collections.Immutable;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Records with something in every attribute.</summary>
public static class SampleRecords
{
    public const string BookUuid = "book-1";
    public const string FirstFlowUuid = "flow-1";
    public const string SecondFlowUuid = "flow-2";
    public const string TaskUuid = "task-1";
    public const string RetryUuid = "retry-1";
    public const string LastTaskUuid = "task-2";

    /// <summary>A logbook with two flows: of a task and a retry, and of one more task.</summary>
    public static LogBook Book(string prefix = "")
    {
        var book = new LogBook(prefix + "book", prefix + BookUuid) { Meta = Meta(("owner", 1), ("tags", new[] { "a", "b" })) };
        var first = new FlowDetail(prefix + "first flow", prefix + FirstFlowUuid) { State = State.Running, Meta = Meta(("x", "y")) };
        first.Add(Task(prefix));
        first.Add(Retry(prefix));
        book.Add(first);
        var second = new FlowDetail(prefix + "second flow", prefix + SecondFlowUuid);
        second.Add(new TaskDetail(prefix + "later", prefix + LastTaskUuid) { State = State.Pending });
        book.Add(second);
        return book;
    }

    public static TaskDetail Task(string prefix = "") => new(prefix + "task", prefix + TaskUuid)
    {
        State = State.Reverted,
        Intention = Intention.Revert,
        Results = Document.From(new { rows = 3, ok = true }),
        RevertResults = Document.From("undone"),
        Failure = Failure("first"),
        RevertFailure = Failure("second"),
        Meta = Meta(("progress", 0.5), ("nested", new { deep = new[] { 1, 2 } })),
        Version = "1.2",
    };

    public static RetryDetail Retry(string prefix = "") => new(prefix + "retry", prefix + RetryUuid)
    {
        State = State.Retrying,
        Intention = Intention.Retry,
        Attempts =
        [
            new RetryAttempt(Document.From(1), ImmutableSortedDictionary<string, Failure>.Empty.Add("task", Failure("in the first attempt"))),
            new RetryAttempt(Document.From(new[] { 2, 3 })),
        ],
        Meta = Meta(("k", "v")),
        Version = "2.0",
    };

    public static Failure Failure(string message)
    {
        try
        {
            throw new InvalidOperationException(message, new TimeoutException("the cause of " + message));
        }
        catch (InvalidOperationException error)
        {
            return TaskFlow.Failure.FromException(error);
        }
    }

    public static ImmutableSortedDictionary<string, Document> Meta(params (string Key, object Value)[] entries) =>
        entries.ToImmutableSortedDictionary(entry => entry.Key, entry => Document.From(entry.Value), StringComparer.Ordinal);
}
