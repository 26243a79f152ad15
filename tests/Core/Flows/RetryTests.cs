using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What the retries that are there provide and decide.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task Times_ProvidesTheAttempt_AndGivesUpAfterTheLast()
    {
        RetryAtom retry = Retry.Times(2);

        Assert.Equal("1", (await retry.ExecuteAsync(Call(), default)).ToString());
        Assert.Equal("2", (await retry.ExecuteAsync(Call("1"), default)).ToString());
        Assert.Equal(RetryDecision.Retry, await retry.DecideAsync(Call("1"), default));
        Assert.Equal(RetryDecision.Revert, await retry.DecideAsync(Call("1", "2"), default));
        Assert.Equal(RetryDecision.RevertAll, await Retry.Times(1, revertAll: true).DecideAsync(Call("1"), default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Retry.Times(0));
    }

    [Fact]
    public async Task ForEach_StrikesOneOccurrenceForEachAttempt()
    {
        RetryAtom retry = Retry.ForEach(["a", "b", "a"]);

        Assert.Equal("\"b\"", (await retry.ExecuteAsync(Call("\"a\""), default)).ToString());
        Assert.Equal("\"a\"", (await retry.ExecuteAsync(Call("\"a\"", "\"b\""), default)).ToString());
        Assert.Equal(RetryDecision.Retry, await retry.DecideAsync(Call("\"a\"", "\"b\""), default));
        Assert.Equal(RetryDecision.Revert, await retry.DecideAsync(Call("\"a\"", "\"b\"", "\"a\""), default));
        await Assert.ThrowsAsync<NotFoundException>(async () => await retry.ExecuteAsync(Call("\"a\"", "\"b\"", "\"a\""), default));
    }

    [Fact]
    public async Task ParameterizedForEach_TakesItsValuesFromTheSymbol()
    {
        RetryAtom retry = Retry.ParameterizedForEach("places");
        var call = new RetryCall
        {
            FlowUuid = "u",
            FlowName = "f",
            AtomName = "r",
            History = new RetryHistory(null, []),
            Arguments = new Dictionary<string, Document> { ["values"] = Document.Parse("[7,8]") },
        };
        var noList = new RetryCall
        {
            FlowUuid = "u",
            FlowName = "f",
            AtomName = "r",
            History = new RetryHistory(null, []),
            Arguments = new Dictionary<string, Document> { ["values"] = Document.Parse("7") },
        };

        Assert.Equal(["places"], retry.Requires);
        Assert.Equal("7", (await retry.ExecuteAsync(call, default)).ToString());
        await Assert.ThrowsAsync<InvalidFormatException>(async () => await retry.ExecuteAsync(noList, default));
    }

    [Fact]
    public void History_KnowsWhatCausedTheFailures()
    {
        var failures = System.Collections.Immutable.ImmutableSortedDictionary<string, Failure>.Empty;
        var first = new RetryAttempt(Document.Null, failures.Add("a", Failure.FromException(new FileNotFoundException())));
        var second = new RetryAttempt(Document.Null, failures.Add("a", Failure.FromException(new TimeoutException())));
        var history = new RetryHistory(Failure.FromException(new InvalidTimeZoneException()), [first, second]);

        Assert.True(history.CausedBy<IOException>());
        Assert.False(history.CausedBy<IOException>(lastAttemptOnly: true));
        Assert.False(history.CausedBy<InvalidTimeZoneException>());
        Assert.True(history.CausedBy<InvalidTimeZoneException>(includeRetry: true));
    }

    [Fact]
    public void Backoff_GrowsAsItsNameSays_UpToTheLongest()
    {
        TimeSpan second = TimeSpan.FromSeconds(1);

        Assert.Equal([1, 1, 1], Seconds(Backoff.Constant(second)));
        Assert.Equal([1, 2, 3], Seconds(Backoff.Linear(second)));
        Assert.Equal([1, 2, 4], Seconds(Backoff.Exponential(second)));
        Assert.Equal([1, 2, 2], Seconds(Backoff.Linear(second, longest: 2 * second)));
        Assert.Equal(TimeSpan.FromDays(1), Backoff.Exponential(second)(4000));
        Assert.All(Seconds(Backoff.Exponential(second, jitter: true)).Zip([1, 2, 4]), pair => Assert.InRange(pair.First, pair.Second / 2.0, pair.Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => Backoff.Constant(-second));
        Assert.Throws<ArgumentOutOfRangeException>(() => Backoff.Linear(second, longest: TimeSpan.Zero));
    }

    private static double[] Seconds(Func<int, TimeSpan> backoff) => [.. Enumerable.Range(1, 3).Select(attempt => backoff(attempt).TotalSeconds)];

    private static RetryCall Call(params string[] provided) => new()
    {
        FlowUuid = "u",
        FlowName = "f",
        AtomName = "r",
        History = new RetryHistory(null, [.. provided.Select(value => new RetryAttempt(Document.Parse(value)))]),
    };
}
