using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>The largest records.</content>
public abstract partial class LimitConformance
{
    private const int HugeLength = 64 * 1024 * 1024;
    private const int ManyAttempts = 10_000;

    // What makes a record large, each with how it is made so by a text.
    private static readonly Dictionary<string, Func<string, LogBook>> _large = new()
    {
        ["the result of a task"] = text => Book(new TaskDetail("culprit", "t") { Results = Document.From(text) }),
        ["the revert result of a task"] = text => Book(new TaskDetail("culprit", "t") { RevertResults = Document.From(text) }),
        ["the history of a retry"] = text => Book(new RetryDetail("culprit", "r")
        {
            Attempts = [.. Enumerable.Range(0, 100).Select(number => new RetryAttempt(Document.From(number))), new RetryAttempt(Document.From(text))],
        }),
        ["a failure"] = text => Book(new TaskDetail("culprit", "t") { Failure = Failure.FromException(new InvalidOperationException(text)) }),
        ["the metadata of an atom"] = text => Book(new TaskDetail("culprit", "t") { Meta = SampleRecords.Meta(("m", text)) }),
        ["the name of an atom"] = text => Book(new TaskDetail($"culprit {text}", "t")),
        ["the version of an atom"] = text => Book(new TaskDetail("culprit", "t") { Version = text }),
        ["the metadata of a flow"] = text => new LogBook("book", "b") { new FlowDetail("culprit", "f") { Meta = SampleRecords.Meta(("m", text)) } },
        ["the name of a flow"] = text => new LogBook("book", "b") { new FlowDetail($"culprit {text}", "f") },
        ["the metadata of a logbook"] = text => new LogBook("culprit", "b") { Meta = SampleRecords.Meta(("m", text)) },
        ["the name of a logbook"] = text => new LogBook($"culprit {text}", "b"),
    };

    public static IEnumerable<object[]> WhatIsLarge => _large.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(WhatIsLarge))]
    public async Task ARecord_AsLargeAsTheLimit_IsKeptAndOneByteMoreIsRefusedByName(string what)
    {
        // The digits of the time of day would make one record larger than the next.
        LogBook Make(string text)
        {
            LogBook book = _large[what](text);
            book.CreatedAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
            return book;
        }

        if (RecordSize is not { } limit)
        {
            await SaveAndReadAsync(Make(new string('x', 1024 * 1024)));
            return;
        }

        // How large a record is with a text is for the store to say; from there, the text is cut to what is left.
        StorageFailureException refusal = await RefuseAsync(Make(new string('x', limit)));
        int size = int.Parse(Regex.Match(refusal.Message, "is ([0-9,]+) bytes").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        int longest = limit - (size - limit);

        refusal = await RefuseAsync(Make(new string('x', longest + 1)));

        Assert.Contains($"is {limit + 1:N0} bytes, more than the {limit:N0}", refusal.Message, StringComparison.Ordinal);
        await SaveAndReadAsync(Make(new string('x', longest)));
    }

    [Fact]
    public async Task AnUpdate_ThatMakesARecordTooLarge_IsRefusedAndTheNextOneIsKept()
    {
        if (RecordSize is not { } limit)
        {
            return;
        }

        await Connection.SaveLogBookAsync(Book(new TaskDetail("culprit", "t") { State = State.Success, Results = Document.From("small") }, new TaskDetail("other", "o")));
        await using FlowStorage storage = await FlowStorage.OpenAsync(First.Backend, "f", OnceOnly);
        await storage.EnsureAtomAsync(AtomDeclaration.Task("culprit", "x"));

        await AssertRefusedAsync<StorageFailureException>(() => storage.SaveAsync("culprit", new string('x', limit)), "culprit", RecordSetting);
        var flow = new FlowDetail("flow", "f") { new TaskDetail("other", "o") { State = State.Success }, new TaskDetail("culprit", "t") { Results = Document.From(new string('x', limit)) } };
        await AssertRefusedAsync<StorageFailureException>(() => Connection.UpdateFlowDetailsAsync(flow), "culprit", RecordSetting);

        Assert.Equal("small", await storage.FetchAsync<string>("x"));
        await storage.SaveAsync("culprit", "next");
        Assert.Equal(Document.From("next"), (await Reader.GetAtomDetailsAsync("t")).LastResults);
    }

    [Fact]
    public virtual async Task AResultOf64MiB_IsReadAsItWasWritten()
    {
        await using IConformanceStore store = await CreateUnlimitedStoreAsync();
        await store.First.Backend.Connect().SaveLogBookAsync(Book(new TaskDetail("task", "t")));
        await using IFlowStorage storage = await store.First.OpenAsync("f");
        // What has to be escaped on its way takes more room there.
        Document large = Document.From(string.Concat(Enumerable.Repeat("0123456789'abcd\n", HugeLength / 16)));

        await storage.SaveAsync("task", large);

        Assert.Equal(large, (await store.Second.Backend.Connect().GetAtomDetailsAsync("t")).LastResults);
    }

    [Fact]
    public async Task ARetryOf10000Attempts_IsReadAsItWasWrittenAndGrows()
    {
        await using IConformanceStore store = await CreateUnlimitedStoreAsync();
        var retry = new RetryDetail("retry", "r")
        {
            Attempts =
            [
                .. Enumerable.Range(0, ManyAttempts - 1).Select(number => new RetryAttempt(Document.From($"result {number}"))),
                new RetryAttempt(Document.From("failed"), ImmutableSortedDictionary<string, Failure>.Empty.Add("task", SampleRecords.Failure("f"))),
            ],
        };
        await store.First.Backend.Connect().SaveLogBookAsync(Book(retry));
        await using (IFlowStorage storage = await store.First.OpenAsync("f"))
        {
            await storage.SaveAsync("retry", "one more");
        }

        var stored = (RetryDetail)await store.Second.Backend.Connect().GetAtomDetailsAsync("r");
        Assert.Equal(
            [.. retry.Attempts.Select(attempt => attempt.Value), Document.From("one more")],
            stored.Attempts.Select(attempt => attempt.Value));
        Assert.Equal(retry.Attempts[^1].Failures["task"].Message, stored.Attempts[^2].Failures["task"].Message);
    }

    private static LogBook Book(params ReadOnlySpan<AtomDetail> atoms)
    {
        var flow = new FlowDetail("flow", "f");
        foreach (AtomDetail atom in atoms)
        {
            flow.Add(atom);
        }

        return new LogBook("book", "b") { flow };
    }

    private async Task<StorageFailureException> RefuseAsync(LogBook book)
    {
        var refusal = await AssertRefusedAsync<TooLargeException>(() => Connection.SaveLogBookAsync(book), "culprit", RecordSetting);
        Assert.False(refusal.OutcomeUnknown);
        Assert.InRange(refusal.Message.Length, 50, 1000);
        return refusal;
    }

    private async Task SaveAndReadAsync(LogBook book)
    {
        await Connection.SaveLogBookAsync(book);
        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
    }
}
