using System.Collections.Immutable;
using System.Diagnostics;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Tasks, retries, deciders and stores that do not do what they should: each has its end, and the flow can be run on.</summary>
public class EngineTroubleTests : IAsyncLifetime
{
    private readonly EngineHarness _harness;

    public EngineTroubleTests()
        : this(joinsAtoms: false)
    {
    }

    /// <param name="joinsAtoms">Whether the store takes several atoms as one.</param>
    protected EngineTroubleTests(bool joinsAtoms) => _harness = new EngineHarness(joinsAtoms);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task AResult_ThatTheStoreRefuses_FailsItsTask()
    {
        _harness.Store.OnAtom = (atom, write) => atom is TaskDetail { Results.IsNull: false }
            ? throw new InvalidFormatException("too much")
            : write();
        Flow flow = Flow.Linear("f").Add(_harness.Task("a"), _harness.Task("b", _ => Document.From("large")));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<InvalidFormatException>(() => engine.RunAsync());

        Assert.Equal("a=REVERTED b=REVERTED", await _harness.StatesAsync(engine));
        Assert.Equal("too much", (await _harness.StoredAsync(engine)).Single(atom => atom.Name == "b").Failure!.Message);
    }

    [Fact]
    public async Task AStore_ThatFailsInMidFlow_StopsTheEngineWithItsError_AndTheFlowIsRunOn()
    {
        bool down = true;
        _harness.Store.OnAtom = (atom, write) => down && atom is { Name: "b", State: State.Success } ? throw new StorageFailureException("down") : write();
        Flow flow = Flow.Linear("f").Add(_harness.Task("a"), _harness.Task("b"), _harness.Task("c"));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        Assert.Equal("down", (await Assert.ThrowsAsync<StorageFailureException>(() => engine.RunAsync())).Message);
        Assert.Equal("a=SUCCESS b=RUNNING c=PENDING", await _harness.StatesAsync(engine));

        down = false;
        Assert.Equal(State.Success, await engine.RunAsync());
        Assert.Equal(["a", "b", "b", "c"], _harness.Calls);
    }

    [Fact]
    public async Task AnEngine_WhoseFlowAnotherOneHas_WritesNothingMore()
    {
        bool lost = false;
        int writes = 0;
        Task<T> Write<T>(Func<Task<T>> write)
        {
            writes += lost ? 1 : 0;
            return lost ? throw new StaleWriteException("not yours") : write();
        }

        _harness.Store.OnAtom = (_, write) => Write(write);
        _harness.Store.OnFlow = (_, write) => Write(write);
        Flow flow = Flow.Linear("f").Add(_harness.Task("a", _ => Document.From(lost = true)), _harness.Task("b"));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<StaleWriteException>(() => engine.RunAsync());

        Assert.Equal(1, writes);
        Assert.Equal(["a"], _harness.Calls);
    }

    [Fact]
    public async Task Tasks_ThatKeepEveryThreadBusy_AreSavedWhileOthersAreStillCalled()
    {
        int saved = 0;
        int savedBeforeTheLast = 0;
        int called = 0;
        _harness.Store.OnAtom = (atom, write) =>
        {
            Interlocked.Add(ref saved, atom.State == State.Success ? 1 : 0);
            return write();
        };
        Flow flow = Flow.Unordered("f").Add([.. Enumerable.Range(0, 200).Select(number => _harness.Task($"t{number}", _ =>
        {
            long began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(1))
            {
            }

            if (Interlocked.Increment(ref called) == 200)
            {
                savedBeforeTheLast = Volatile.Read(ref saved);
            }

            return Document.Null;
        }))]);
        await using FlowEngine engine = await _harness.CreateAsync(flow, new FlowEngineOptions { MaxDegreeOfParallelism = Environment.ProcessorCount });

        await Task.Run(() => engine.RunAsync());

        Assert.InRange(savedBeforeTheLast, 1, 199);
    }

    [Fact]
    public async Task AValue_ThatAProviderLeftOut_EndsTheRunOnce_HoweverManyAtomsWantIt()
    {
        AtomContract wants = new() { Arguments = [new AtomArgument("x")] };
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a", _ => Document.From(new { y = 1 }), contract: new AtomContract
            {
                Provides = ImmutableDictionary<string, ResultKey>.Empty.Add("x", ResultKey.Member("x")),
            }),
            Flow.Unordered("g").Add(_harness.Task("b", contract: wants), _harness.Task("c", contract: wants)));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<NotFoundException>(() => engine.RunAsync());
        Assert.Equal(State.Failure, (await _harness.StoredAsync(engine)).State);
        Assert.Equal(["a"], _harness.Calls);

        await engine.Storage.InjectAsync("x", 1);
        Assert.Equal(State.Success, await engine.RunAsync());
        Assert.Equal(["a", "b", "c"], _harness.Calls);
    }

    [Fact]
    public async Task ARetry_ThatThrowsWhenAsked_StopsTheFlow_WhichCanBeRunOn()
    {
        bool broken = true;
        Flow flow = Flow.Linear("f", Retry.Create(_ => broken ? throw new InvalidTimeZoneException() : RetryDecision.Revert))
            .Add(_harness.Task("a"), _harness.Failing("b"));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => engine.RunAsync());
        Assert.Equal("a=SUCCESS b=FAILURE f_retry=SUCCESS", await _harness.StatesAsync(engine));
        Assert.Equal(State.Failure, (await _harness.StoredAsync(engine)).State);

        broken = false;
        await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        Assert.Equal("a=REVERTED b=REVERTED f_retry=REVERTED", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task ARetry_ThatThrowsWhenItBegins_IsAFailedAtomOfTheFlowAround()
    {
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a"),
            Flow.Linear("g", Retry.Create(_ => RetryDecision.Retry, _ => throw new InvalidTimeZoneException())).Add(_harness.Task("b")));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => engine.RunAsync());

        Assert.Equal("a=REVERTED b=PENDING g_retry=REVERTED", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task ARetry_ThatDecidesWhatThereIsNot_StopsTheFlow()
    {
        Flow flow = Flow.Linear("f", Retry.Create(_ => (RetryDecision)9)).Add(_harness.Failing("a"));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        Assert.Contains("f_retry", (await Assert.ThrowsAsync<InvalidOperationException>(() => engine.RunAsync())).Message, StringComparison.Ordinal);
        Assert.Equal(State.Failure, (await _harness.StoredAsync(engine)).State);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(400)]
    public async Task ARetry_ThatWantsToWaitAsNobodyCan_StopsTheFlow(int days)
    {
        Flow flow = Flow.Linear("f", Retry.Times(2, delay: _ => TimeSpan.FromDays(days))).Add(_harness.Failing("a"));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        Assert.Contains("f_retry", (await Assert.ThrowsAsync<InvalidOperationException>(() => engine.RunAsync())).Message, StringComparison.Ordinal);
        Assert.Equal(State.Failure, (await _harness.StoredAsync(engine)).State);
    }

    [Fact]
    public async Task AnEngine_ThatStopsBecauseOfItsStore_CancelsWhatIsUnderWay()
    {
        _harness.Store.OnAtom = (atom, write) => atom is { Name: "b", State: State.Success } ? throw new StorageFailureException("down") : write();
        Flow flow = Flow.Unordered("f").Add(
            TaskAtom.Create("a", async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return Document.Null;
            }),
            _harness.Task("b"));
        await using FlowEngine engine = await _harness.CreateAsync(flow, new FlowEngineOptions { MaxDegreeOfParallelism = 2 });

        await Assert.ThrowsAsync<StorageFailureException>(() => engine.RunAsync());

        Assert.Equal("a=RUNNING b=RUNNING", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task ADecider_ThatThrows_StopsTheFlow_WhichCanBeRunOn()
    {
        bool broken = true;
        Flow flow = Flow.Graph("f").Add(_harness.Task("a"), _harness.Task("b"))
            .Link("a", "b", _ => broken ? throw new InvalidTimeZoneException() : true);
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => engine.RunAsync());
        Assert.Equal("a=SUCCESS b=PENDING", await _harness.StatesAsync(engine));

        broken = false;
        Assert.Equal(State.Success, await engine.RunAsync());
    }

    [Fact]
    public async Task ATask_ThatIsCancelled_StaysAsItIs_AndIsCalledAgain()
    {
        using var cancellation = new CancellationTokenSource();
        int calls = 0;
        Flow flow = Flow.Linear("f").Add(_harness.Task("a"), TaskAtom.Create("b", async (_, token) =>
        {
            if (++calls == 1)
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }

            return Document.From(calls);
        }));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.RunAsync(cancellation.Token));
        Assert.Equal("a=SUCCESS b=RUNNING", await _harness.StatesAsync(engine));
        Assert.Equal(State.Suspended, (await _harness.StoredAsync(engine)).State);

        Assert.Equal(State.Success, await engine.RunAsync());
        Assert.Equal(["a"], _harness.Calls);
    }

    [Fact]
    public async Task ATask_ThatThrowsCancellationOfItsOwn_HasFailed()
    {
        Flow flow = Flow.Linear("f").Add(_harness.Task("a", _ => throw new OperationCanceledException("own")));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<OperationCanceledException>(() => engine.RunAsync());
        Assert.Equal("a=REVERTED", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task Suspend_DuringALongWaitOfARetry_DoesNotWaitForIt()
    {
        FlowEngine engine = null!;
        var failed = new TaskCompletionSource();
        Flow flow = Flow.Linear("f", Retry.Times(2, delay: Backoff.Constant(TimeSpan.FromDays(1))))
            .Add(_harness.Task("a", _ => throw new TimeoutException(), _ => Document.From(failed.TrySetResult())));
        engine = await _harness.CreateAsync(flow, new FlowEngineOptions { MaxDegreeOfParallelism = 2 });
        Task<State> run = engine.RunAsync();
        await failed.Task;

        await engine.SuspendAsync();

        Assert.Equal(State.Suspended, await run);
        await engine.DisposeAsync();
    }
}
