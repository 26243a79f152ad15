using System.Collections.Immutable;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What a run does, returns and raises.</summary>
public class FlowEngineTests : IAsyncLifetime
{
    private readonly EngineHarness _harness;

    public FlowEngineTests()
        : this(joinsAtoms: false)
    {
    }

    /// <param name="joinsAtoms">Whether the store takes several atoms as one.</param>
    protected FlowEngineTests(bool joinsAtoms) => _harness = new EngineHarness(joinsAtoms);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Run_ValuesGoFromTasksToTasks_AndAreStored()
    {
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a", _ => Document.From(new[] { 1, 2 }), contract: new AtomContract
            {
                Provides = ImmutableDictionary<string, ResultKey>.Empty.Add("x", ResultKey.At(0)).Add("y", ResultKey.At(1)),
            }),
            _harness.Task("b", call => Document.From(call.Arguments["first"].To<int>() + call.Arguments["y"].To<int>()), contract: new AtomContract
            {
                Arguments = [new AtomArgument("first", "x"), new AtomArgument("y")],
            }.Providing("sum")));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        Assert.Equal(State.Success, await engine.RunAsync());

        Assert.Equal("3", (await engine.Storage.FetchAsync("sum")).ToString());
        Assert.Equal(State.Success, (await _harness.StoredAsync(engine)).State);
        Assert.Equal("3", (await _harness.StoredAsync(engine)).Single(atom => atom.Name == "b").LastResults.ToString());
    }

    [Fact]
    public async Task Run_OptionalArguments_HaveAValue_OrTheirDefault_OrAreLeftOut()
    {
        string? seen = null;
        TaskAtom task = _harness.Task(
            "a",
            call =>
            {
                seen = string.Join(' ', call.Arguments.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
                return Document.Null;
            },
            contract: new AtomContract
            {
                Arguments =
                [
                    new AtomArgument("given") { IsOptional = true, Default = Document.From(0) },
                    new AtomArgument("defaulted") { IsOptional = true, Default = Document.From(5) },
                    new AtomArgument("absent") { IsOptional = true },
                ],
            });
        var values = new Dictionary<string, Document> { ["given"] = Document.From(7) };
        await using FlowEngine engine = await FlowEngine.CreateAsync(_harness, Flow.Linear("f").Add(task), values);

        await engine.RunAsync();

        Assert.Equal("defaulted=5 given=7", seen);
    }

    [Fact]
    public async Task Run_ATaskFails_EverythingIsUndoneInReverse_AndItsOwnExceptionIsThrown()
    {
        Flow flow = Flow.Linear("f").Add(_harness.Task("a"), _harness.Task("b"), _harness.Failing("c"), _harness.Task("d"));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());

        Assert.Equal("no", error.Message);
        Assert.Equal(["a", "b", "c", "-c", "-b", "-a"], _harness.Calls);
        Assert.Equal("a=REVERTED b=REVERTED c=REVERTED d=PENDING", await _harness.StatesAsync(engine));
        Assert.Equal(State.Reverted, (await _harness.StoredAsync(engine)).State);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Run_SeveralTasksFail_AllFailuresAreRaisedTogether(int degree)
    {
        Flow flow = Flow.Unordered("f").Add(_harness.Failing("a", "one"), _harness.Failing("b", "two"), _harness.Task("c"));
        await using FlowEngine engine = await _harness.CreateAsync(flow, new FlowEngineOptions { MaxDegreeOfParallelism = degree });

        var error = await Assert.ThrowsAsync<WrappedFailureException>(() => engine.RunAsync());

        Assert.Equal(["one", "two"], error.Failures.Select(failure => failure.Message).Order(StringComparer.Ordinal));
        Assert.Equal("a=REVERTED b=REVERTED c=REVERTED", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task Run_ARevertThrows_TheFlowStaysInFailure_AndThatIsRaised()
    {
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a", revert: _ => throw new InvalidTimeZoneException("stuck")), _harness.Failing("b"));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => engine.RunAsync());

        Assert.Equal("a=REVERT_FAILURE b=REVERTED", await _harness.StatesAsync(engine));
        Assert.Equal(State.Failure, (await _harness.StoredAsync(engine)).State);
    }

    [Fact]
    public async Task Run_ARevert_IsToldItsResultAndTheFailuresOfTheFlow()
    {
        TaskRevertCall? ofA = null;
        TaskRevertCall? ofB = null;
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a", _ => Document.From("done"), call => Keep(ref ofA, call)),
            _harness.Task("b", _ => throw new TimeoutException("late"), call => Keep(ref ofB, call)));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());

        Assert.Equal(("\"done\"", null), (ofA!.Result.ToString(), ofA.Failure));
        Assert.Equal("late", ofA.FlowFailures["b"].Message);
        Assert.True(ofB!.Result.IsNull);
        Assert.True(ofB.Failure!.Check<TimeoutException>());
    }

    [Fact]
    public async Task Run_DegreeOfParallelism_IsUsedAndNotExceeded()
    {
        int now = 0;
        int most = 0;
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Flow flow = Flow.Unordered("f").Add([.. Enumerable.Range(0, 12).Select(number => TaskAtom.Create($"t{number}", async (_, _) =>
        {
            int running = Interlocked.Increment(ref now);
            lock (three)
            {
                most = Math.Max(most, running);
            }

            if (running == 3)
            {
                three.TrySetResult();
            }

            await three.Task;
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return Document.Null;
        }))]);
        await using FlowEngine engine = await _harness.CreateAsync(flow, new FlowEngineOptions { MaxDegreeOfParallelism = 3 });

        await engine.RunAsync();

        Assert.Equal(3, most);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlowEngine(engine.Storage, flow, new FlowEngineOptions { MaxDegreeOfParallelism = 0 }));
    }

    [Fact]
    public async Task Validate_WhatNothingProvides_NamesAtomsAndArguments_BeforeAnythingRuns()
    {
        Flow flow = Flow.Unordered("f").Add(
            _harness.Task("a", contract: AtomContract.Requiring("here", "gone")),
            _harness.Task("b", contract: AtomContract.Requiring("other")),
            _harness.Task("c", contract: AtomContract.Empty.Providing("other")));
        await using FlowEngine engine = await FlowEngine.CreateAsync(_harness, flow, new Dictionary<string, Document> { ["here"] = Document.Null });

        var error = await Assert.ThrowsAsync<MissingDependenciesException>(() => engine.RunAsync());

        Assert.Equal(["gone", "other"], error.Missing);
        Assert.Equal(["a", "b"], error.Atoms);
        Assert.Contains("'a' lacks 'gone'", error.Message, StringComparison.Ordinal);
        Assert.Empty(_harness.Calls);
    }

    [Fact]
    public async Task Calls_TellTheirAttempt_TheSameForTheSameOnly()
    {
        var keys = new List<string>();
        Flow flow = Flow.Linear("f", Retry.Times(3)).Add(
            _harness.Task("a"),
            Flow.Linear("g", Retry.Times(2)).Add(_harness.Task("b", call =>
            {
                keys.Add($"{call.Attempt} {call.IdempotencyKey}");
                return keys.Count < 4 ? throw new TimeoutException() : Document.Null;
            })));
        await using FlowEngine engine = await _harness.CreateAsync(flow);
        string prefix = $"{engine.Storage.FlowUuid}/b/";

        await engine.RunAsync();
        await engine.ResetAsync();
        keys.RemoveAt(0);
        await engine.RunAsync();

        Assert.Equal([$"2 {prefix}1.1.2", $"1 {prefix}1.2.1", $"2 {prefix}1.2.2"], keys.Take(3));
        Assert.StartsWith("3 " + prefix + "2.", keys[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_WithADelay_WaitsBeforeTheNextAttempt_AndNotBeforeTheFirst()
    {
        var time = new SteppedTime();
        int calls = 0;
        Flow flow = Flow.Linear("f", Retry.Times(3, delay: Backoff.Linear(TimeSpan.FromMinutes(1)))).Add(
            _harness.Task("a", _ => ++calls < 3 ? throw new TimeoutException() : Document.Null));
        await using FlowEngine engine = await _harness.CreateAsync(flow, time: time);

        await engine.RunAsync();

        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)], time.Waits);
    }

    [Fact]
    public async Task RunByStep_TellsWhatItDid_AndWhoLeavesEarlySuspends()
    {
        Flow flow = Flow.Linear("f").Add(_harness.Task("a"), _harness.Task("b"), _harness.Task("c"));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await foreach (EngineStep step in engine.RunByStepAsync())
        {
            if (_harness.Calls.Contains("b"))
            {
                break;
            }
        }

        Assert.Equal("a=SUCCESS b=SUCCESS c=PENDING", await _harness.StatesAsync(engine));
        Assert.Equal(State.Suspended, (await _harness.StoredAsync(engine)).State);
        var steps = new List<EngineStep>();
        await foreach (EngineStep step in engine.RunByStepAsync())
        {
            steps.Add(step);
        }

        Assert.Equal([EngineStep.Resuming, EngineStep.Scheduling, EngineStep.Waiting, EngineStep.Analyzing, EngineStep.Ended], steps);
        Assert.Equal(State.Success, (await _harness.StoredAsync(engine)).State);
    }

    [Fact]
    public async Task Run_WhileItRuns_IsRefused()
    {
        FlowEngine engine = null!;
        Task? again = null;
        Task? reset = null;
        Flow flow = Flow.Linear("f").Add(_harness.Task("a", _ =>
        {
            again = engine.RunAsync();
            reset = engine.ResetAsync();
            return Document.Null;
        }));
        engine = await _harness.CreateAsync(flow);

        await engine.RunAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => again!);
        await Assert.ThrowsAsync<InvalidOperationException>(() => reset!);
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task Run_OneCompiledFlowInManyEnginesAtOnce_EachIsRight()
    {
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a", call => Document.From(call.FlowUuid), contract: AtomContract.Empty.Providing("x")),
            _harness.Task("b", call => call.Arguments["x"], contract: AtomContract.Requiring("x").Providing("y")));
        FlowEngine[] engines = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _harness.CreateAsync(flow)));

        await Task.WhenAll(engines.Select(engine => Task.Run(() => engine.RunAsync())));

        foreach (FlowEngine engine in engines)
        {
            Assert.Equal(engine.Storage.FlowUuid, await engine.Storage.FetchAsync<string>("y"));
            await engine.DisposeAsync();
        }
    }

    private static Document Keep(ref TaskRevertCall? kept, TaskRevertCall call)
    {
        kept = call;
        return Document.Null;
    }

    // Every wait is over at once, and noted.
    private sealed class SteppedTime : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
