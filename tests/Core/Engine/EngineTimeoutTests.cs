using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Atoms that hang: their time-outs, and runs that are cancelled while they do.</summary>
public sealed class EngineTimeoutTests : IAsyncLifetime
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    private readonly EngineHarness _harness = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task ATask_ThatHangs_HasFailedAfterItsTimeout_AndWhatItGivesLaterIsDropped(int degree, bool blocks)
    {
        var hung = new HungCode(blocks) { InTheEnd = call => call.ReportProgressAsync(0.9) };
        Flow flow = Flow.Linear("f").Add(_harness.Task("a"), Hanging("b", hung));
        await using FlowEngine engine = await CreateAsync(flow, degree, OnceCalled(hung));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());

        Assert.Contains("task 'b'", error.Message, StringComparison.Ordinal);
        Assert.Contains("00:03:00", error.Message, StringComparison.Ordinal);
        Assert.Equal("a=REVERTED b=REVERTED", await _harness.StatesAsync(engine));
        Assert.Equal(State.Reverted, (await _harness.StoredAsync(engine)).State);
        Assert.Equal(["a", "-b", "-a"], _harness.Calls);

        await hung.ReleaseAsync();
        AtomDetail stored = (await _harness.StoredAsync(engine)).Single(atom => atom.Name == "b");
        Assert.True(stored.Failure!.Check<TimeoutException>());
        Assert.DoesNotContain("progress", stored.Meta.Keys);
        Assert.Equal(0, await engine.Storage.GetTaskProgressAsync("b"));
        Assert.DoesNotContain("too late", stored.ToDocument().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ATask_ThatHeedsItsTimeout_HasFailedWithIt_AndWhatItThrewIsTheCause(int degree)
    {
        Flow flow = Flow.Linear("f").Add(TaskAtom.Create("a", async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return Document.Null;
        }).WithTimeout(_limit));
        await using FlowEngine engine = await CreateAsync(flow, degree, AtTheLimit);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());

        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
        Assert.Equal("a=REVERTED", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task ATask_ThatIsDoneAfterItsTimeout_BeforeItIsGivenUp_HasSucceeded()
    {
        Flow flow = Flow.Linear("f").Add(TaskAtom.Create("a", async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Document.From("done");
        }).WithTimeout(_limit));
        await using FlowEngine engine = await CreateAsync(flow, 1, AtTheLimit);

        Assert.Equal(State.Success, await engine.RunAsync());
        Assert.Equal("\"done\"", (await engine.Storage.GetExecuteResultAsync("a")).ToString());
    }

    [Fact]
    public async Task ATask_ThatHangs_IsTriedAgainByItsRetry_AndTheFirstAttemptCannotSpoilTheSecond()
    {
        var hung = new HungCode(blocks: false) { InTheEnd = call => call.ReportProgressAsync(0.1) };
        Flow flow = Flow.Linear("f", Retry.Times(2)).Add(TaskAtom.Create(
            "a", (call, _) => call.Attempt == 1 ? hung.RunAsync(call) : new(Document.From("second"))).WithTimeout(_limit));
        await using FlowEngine engine = await CreateAsync(flow, 2, OnceCalled(hung));

        Assert.Equal(State.Success, await engine.RunAsync());
        await hung.ReleaseAsync();

        await using FlowEngine reopened = await _harness.LoadAsync(engine.Storage.FlowUuid, flow);
        await reopened.PrepareAsync();
        Assert.Equal("\"second\"", (await reopened.Storage.GetExecuteResultAsync("a")).ToString());
        Assert.Equal(0, await reopened.Storage.GetTaskProgressAsync("a"));
    }

    [Fact]
    public async Task Tasks_ThatBlockAllThreads_LeaveTheirPlacesToReverts()
    {
        HungCode[] hung = [new(blocks: true), new(blocks: true)];
        Flow flow = Flow.Linear("f").Add(_harness.Task("a"), Flow.Unordered("u").Add(Hanging("b", hung[0]), Hanging("c", hung[1])));
        await using FlowEngine engine = await CreateAsync(flow, 2, OnceCalled(hung));

        await Assert.ThrowsAsync<WrappedFailureException>(() => engine.RunAsync());

        Assert.Equal("a=REVERTED b=REVERTED c=REVERTED", await _harness.StatesAsync(engine));
        await Task.WhenAll(hung.Select(code => code.ReleaseAsync()));
    }

    [Fact]
    public async Task ARevert_ThatHangs_HasFailedAfterItsTimeout_AndTheFlowStaysInFailure()
    {
        var hung = new HungCode(blocks: false);
        bool reverts = false;
        Document Fail()
        {
            reverts = true;
            throw new InvalidTimeZoneException();
        }

        Flow flow = Flow.Linear("f").Add(
            TaskAtom.Create("a", (_, _) => new(Document.Null), (call, _) => hung.RunAsync(call)).WithTimeout(_limit),
            _harness.Task("b", _ => Fail()));
        await using FlowEngine engine = await CreateAsync(
            flow, 1, wait => wait != _limit ? QuickTime.Now : reverts ? hung.Called : QuickTime.Never);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());

        Assert.Contains("revert of task 'a'", error.Message, StringComparison.Ordinal);
        Assert.Equal("a=REVERT_FAILURE b=REVERTED", await _harness.StatesAsync(engine));
        Assert.Equal(State.Failure, (await _harness.StoredAsync(engine)).State);
        await hung.ReleaseAsync();
    }

    [Fact]
    public async Task ARetry_ThatHangsWhenItBegins_HasFailedAfterItsTimeout()
    {
        var hung = new HungCode(blocks: false);
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a"), Flow.Linear("g", new HungRetry(_limit, execute: hung)).Add(_harness.Task("b")));
        await using FlowEngine engine = await CreateAsync(flow, 1, OnceCalled(hung));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());

        Assert.Contains("retry 'g_retry'", error.Message, StringComparison.Ordinal);
        Assert.Equal("a=REVERTED b=PENDING g_retry=REVERTED", await _harness.StatesAsync(engine));
        await hung.ReleaseAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARetry_ThatHangsWhenAsked_StopsTheFlow_WhichCanBeRunOn(bool blocks)
    {
        var hung = new HungCode(blocks);
        Flow flow = Flow.Linear("f", new HungRetry(_limit, decide: hung)).Add(_harness.Failing("a"));
        await using FlowEngine engine = await CreateAsync(
            flow, 1, wait => wait == _limit && !_harness.Calls.Contains("a") ? QuickTime.Never : OnceCalled(hung)(wait));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        Assert.Contains("decision of retry 'f_retry'", error.Message, StringComparison.Ordinal);
        Assert.Equal(State.Failure, (await _harness.StoredAsync(engine)).State);

        await hung.ReleaseAsync();
        Assert.Equal("no", (await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync())).Message);
        Assert.Equal("a=REVERTED f_retry=REVERTED", await _harness.StatesAsync(engine));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task ACancelledRun_WhoseTaskHangs_EndsWithoutIt_AndTheTaskIsCalledAgain(int degree, bool blocks)
    {
        var hung = new HungCode(blocks);
        int calls = 0;
        Flow flow = Flow.Linear("f").Add(
            TaskAtom.Create("a", (call, _) => ++calls == 1 ? hung.RunAsync(call) : new(Document.From("in time"))), _harness.Task("b"));
        await using FlowEngine engine = await CreateAsync(flow, degree, OnceCalled(hung));
        using var cancellation = new CancellationTokenSource();

        Task<State> run = engine.RunAsync(cancellation.Token);
        await hung.Called;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal("a=RUNNING b=PENDING", await _harness.StatesAsync(engine));
        Assert.Equal(State.Suspended, (await _harness.StoredAsync(engine)).State);

        await hung.ReleaseAsync();
        Assert.Equal("a=RUNNING b=PENDING", await _harness.StatesAsync(engine));
        Assert.Equal(State.Success, await engine.RunAsync());
        Assert.Equal("\"in time\"", (await engine.Storage.GetExecuteResultAsync("a")).ToString());
    }

    [Fact]
    public async Task ACancelledRun_WhoseRetryHangsWhenAsked_IsSuspended_AndTheRetryIsAskedAgain()
    {
        var hung = new HungCode(blocks: false);
        Flow flow = Flow.Linear("f", new HungRetry(Timeout.InfiniteTimeSpan, decide: hung)).Add(_harness.Failing("a"));
        await using FlowEngine engine = await CreateAsync(flow, 1, OnceCalled(hung));
        using var cancellation = new CancellationTokenSource();

        Task<State> run = engine.RunAsync(cancellation.Token);
        await hung.Called;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(State.Suspended, (await _harness.StoredAsync(engine)).State);
        Assert.Equal("a=FAILURE f_retry=SUCCESS", await _harness.StatesAsync(engine));

        await hung.ReleaseAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => engine.RunAsync());
        Assert.Equal("a=REVERTED f_retry=REVERTED", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task AStore_ThatFails_EndsTheRun_EvenIfATaskHangsInItsCancellation()
    {
        var hung = new HungCode(blocks: true);
        _harness.Store.OnAtom = (atom, write) => atom is { Name: "b", State: State.Success } ? throw new StorageFailureException("down") : write();
        Flow flow = Flow.Unordered("f").Add(
            TaskAtom.Create("a", async (call, token) =>
            {
                using var _ = token.Register(() => hung.RunAsync(call).AsTask().Wait());
                return await hung.RunAsync(call);
            }),
            _harness.Task("b"));
        await using FlowEngine engine = await CreateAsync(flow, 2, OnceCalled(hung));

        Assert.Equal("down", (await Assert.ThrowsAsync<StorageFailureException>(() => engine.RunAsync())).Message);
        Assert.Equal("a=RUNNING b=RUNNING", await _harness.StatesAsync(engine));
        await hung.ReleaseAsync();
    }

    [Fact]
    public async Task ADefaultTimeout_IsThatOfAllAtoms_ButThoseThatHaveTheirOwn()
    {
        var hung = new HungCode(blocks: false);
        var slow = new TaskCompletionSource<Document>();
        Flow flow = Flow.Linear("f").Add(
            TaskAtom.Create("own", (_, _) =>
            {
                slow.TrySetResult(Document.Null);
                return new(slow.Task);
            }).WithTimeout(Timeout.InfiniteTimeSpan),
            TaskAtom.Create("other", (call, _) => hung.RunAsync(call)));
        var options = new FlowEngineOptions { AtomTimeout = TimeSpan.FromSeconds(7) };
        await using FlowEngine engine = await _harness.CreateAsync(flow, options, new QuickTime(_ => QuickTime.Now));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());

        Assert.Contains("task 'other' did not end within 00:00:07", error.Message, StringComparison.Ordinal);
        await hung.ReleaseAsync();
    }

    [Fact]
    public void WithTimeout_OfAnyTask_IsAnotherTaskThatDoesTheSame()
    {
        TaskAtom plain = _harness.Task("a", contract: AtomContract.Empty.Providing("x"));
        TaskAtom limited = plain.WithTimeout(_limit);
        FlowTask typed = FlowTask.From("b", () => 1).WithTimeout(_limit).Providing("y").WithName("c");

        Assert.Equal((null, _limit), (plain.Contract.Timeout, limited.Contract.Timeout));
        Assert.Equal(["x"], limited.Provides);
        Assert.Equal(("c", _limit), (typed.Name, typed.Contract.Timeout));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(46)]
    public void ATimeout_ThatNobodyCanKeep_IsRefused(int days)
    {
        var timeout = TimeSpan.FromDays(days);

        Assert.Throws<ArgumentOutOfRangeException>(() => _harness.Task("a").WithTimeout(timeout));
        Assert.Throws<ArgumentOutOfRangeException>(() => FlowTask.From("a", () => 1).WithTimeout(timeout));
        Assert.Throws<ArgumentOutOfRangeException>(() => AtomContract.Empty with { Timeout = timeout });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlowEngineOptions { AtomTimeout = timeout }.Validate());
        if (days != 0)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new FlowEngineOptions { CancellationGrace = timeout }.Validate());
        }
    }

    private TaskAtom Hanging(string name, HungCode hung) => TaskAtom.Create(
        name,
        (call, _) => hung.RunAsync(call),
        (call, token) => _harness.Task(name).RevertAsync(call, token)).WithTimeout(_limit);

    private Task<FlowEngine> CreateAsync(Flow flow, int degree, Func<TimeSpan, Task> @event) =>
        _harness.CreateAsync(flow, new FlowEngineOptions { MaxDegreeOfParallelism = degree }, new QuickTime(@event));

    private static Task AtTheLimit(TimeSpan wait) => wait == _limit ? QuickTime.Now : QuickTime.Never;

    // The time of what hangs is over when all of it hangs; that of what is called later never is.
    private static Func<TimeSpan, Task> OnceCalled(params HungCode[] hung)
    {
        Task called = Task.WhenAll(hung.Select(code => code.Called));
        return wait => wait != _limit ? QuickTime.Now : called.IsCompleted ? QuickTime.Never : called;
    }
}
