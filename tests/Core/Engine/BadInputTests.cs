using System.Collections.Immutable;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What flows are given and cannot use: each ends in a state and with an error that are said here, and can be run on.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private readonly EngineHarness _harness = new();
    private readonly SqliteFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _harness.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("NaN", typeof(InvalidFormatException))]
    [InlineData("a cycle", typeof(InvalidFormatException))]
    [InlineData("more than a record takes", typeof(TooLargeException))]
    public async Task AResult_ThatCannotBeStored_FailsItsTask_AndTheFlowCanBeRunAgain(string what, Type error)
    {
        bool good = false;
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a"),
            FlowTask.From("b", object () => good ? 1 : what switch
            {
                "NaN" => double.NaN,
                "a cycle" => Cycle(),
                _ => new string('x', 200_000),
            }),
            _harness.Task("c"));
        await using SqliteBackend backend = await OpenAsync(maxRecordSize: 100_000);
        await using FlowEngine engine = await FlowEngine.CreateAsync(new Stores(backend, attempts: 3), flow);

        Exception raised = await Assert.ThrowsAnyAsync<Exception>(() => engine.RunAsync());

        Assert.IsType(error, raised);
        Assert.Contains("'b'", raised.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "-a"], _harness.Calls);
        Assert.Equal("Reverted a:Reverted b:Reverted c:Pending", await StoredAsync(engine, backend));

        good = true;
        Assert.Equal(State.Success, await engine.RunAsync());
        Assert.Equal("Success a:Success b:Success c:Success", await StoredAsync(engine, backend));
    }

    [Fact]
    public async Task AFailure_ThatIsMoreThanARecordTakes_IsKeptByItsTypes_AndItsFlowIsUndone()
    {
        Flow flow = Flow.Linear("f", Retry.AlwaysRevert()).Add(_harness.Task("a"), _harness.Failing("b", new string('x', 200_000)));
        await using SqliteBackend backend = await OpenAsync(maxRecordSize: 100_000);
        await using FlowEngine engine = await FlowEngine.CreateAsync(new Stores(backend), flow);

        var raised = await Assert.ThrowsAsync<WrappedFailureException>(() => engine.RunAsync());

        Assert.True(raised.Check<TimeoutException>());
        Assert.Contains("cannot be stored", raised.Message, StringComparison.Ordinal);
        Assert.Contains("MaxRecordSize", raised.Message, StringComparison.Ordinal);
        Assert.Equal("Reverted a:Reverted b:Reverted f_retry:Reverted", await StoredAsync(engine, backend));
    }

    [Fact]
    public async Task AnArgument_OfTheWrongType_FailsItsTask_AndTheFlowIsUndone()
    {
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a", _ => Document.From("many"), contract: AtomContract.Empty.Providing("count")),
            FlowTask.From("b", (int count) => count));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        var raised = await Assert.ThrowsAsync<InvalidFormatException>(() => engine.RunAsync());

        Assert.Contains("Argument 'count' (symbol 'count') of task 'b' has to be int", raised.Message, StringComparison.Ordinal);
        Assert.Equal("a=REVERTED b=REVERTED", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task ATask_ThatReturnsNullForSeveralValues_HasFailed_AndSaysWhichTheyAre()
    {
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a"),
            FlowTask.From("b", Pair? () => null).Providing("x", "y"),
            FlowTask.From("c", (int x) => x));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        var raised = await Assert.ThrowsAsync<InvalidFormatException>(() => engine.RunAsync());

        Assert.Contains("What task 'b' returned is null, which has no parts to provide as 'x', 'y'", raised.Message, StringComparison.Ordinal);
        Assert.Equal("a=REVERTED b=REVERTED c=PENDING", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task AnArgument_ThatHasNoValueAfterAll_StopsTheFlow_WhichGoesOnOnceItHasOne()
    {
        var parts = AtomContract.Empty with { Provides = ImmutableDictionary<string, ResultKey>.Empty.Add("x", ResultKey.At(1)) };
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a", _ => Document.From(new[] { "only one" }), contract: parts),
            _harness.Task("b", call => call.Arguments["x"], contract: AtomContract.Requiring("x")));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        Assert.Contains("'x'", (await Assert.ThrowsAsync<NotFoundException>(() => engine.RunAsync())).Message, StringComparison.Ordinal);
        Assert.Equal(State.Failure, (await _harness.StoredAsync(engine)).State);

        await engine.Storage.InjectAsync("x", "given");
        Assert.Equal(State.Success, await engine.RunAsync());
        Assert.Equal(["a", "b"], _harness.Calls);
    }

    [Fact]
    public async Task ARetry_ThatThrowsWhenItIsUndone_LeavesTheFlowInFailure()
    {
        Flow flow = Flow.Linear("f", new Stubborn()).Add(_harness.Task("a"), _harness.Failing("b"));
        await using FlowEngine engine = await _harness.CreateAsync(flow);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => engine.RunAsync());

        Assert.Equal("a=REVERTED b=REVERTED f_retry=REVERT_FAILURE", await _harness.StatesAsync(engine));
        Assert.Equal(State.Failure, (await _harness.StoredAsync(engine)).State);
    }

    [Fact]
    public async Task AtomsThatBecameOfTheOtherKind_AreRefused_AndTheFlowGoesOnWithThoseThatItHad()
    {
        Flow flow = Flow.Linear("f").Add(_harness.Task("a"), _harness.Task("b"));
        var dies = new FlowEngineOptions
        {
            Checkpoint = notification => notification is TaskNotification { AtomName: "b" } ? throw new InvalidTimeZoneException() : default,
        };
        await using FlowEngine first = await _harness.CreateAsync(flow, dies);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => first.RunAsync());
        Assert.Equal(State.Running, (await _harness.StoredAsync(first)).State);

        Flow changed = Flow.Linear("f", Retry.Times(2, name: "b")).Add(_harness.Task("a"));
        await using FlowEngine second = await _harness.LoadAsync(first.Storage.FlowUuid, changed);
        Assert.Contains("'b'", (await Assert.ThrowsAsync<DuplicateException>(() => second.RunAsync())).Message, StringComparison.Ordinal);
        Assert.Equal(State.Resuming, (await _harness.StoredAsync(second)).State);

        await using FlowEngine third = await _harness.LoadAsync(first.Storage.FlowUuid, flow);
        Assert.Equal(State.Success, await third.RunAsync());
        Assert.Equal(["a", "b"], _harness.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ASecondEngine_OverTheSameBackend_IsRefusedAsLongAsTheFirstRuns(bool sameStorage)
    {
        var hung = new HungCode(blocks: false);
        Flow flow = Flow.Linear("f").Add(_harness.Task("a"), TaskAtom.Create("b", (call, _) => hung.RunAsync(call)));
        await using FlowEngine first = await _harness.CreateAsync(flow);
        await using FlowEngine second = sameStorage
            ? new FlowEngine(first.Storage, flow)
            : await _harness.LoadAsync(first.Storage.FlowUuid, flow);

        Task<State> run = first.RunAsync();
        await hung.Called;
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => second.RunAsync());
        await hung.ReleaseAsync();

        Assert.Contains(first.Storage.FlowUuid, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(State.Success, await run);
        Assert.Equal(["a"], _harness.Calls);
        await using FlowEngine third = await _harness.LoadAsync(first.Storage.FlowUuid, flow);
        Assert.Equal(State.Success, await third.RunAsync());
    }

    [Fact]
    public async Task ASecondEngine_OverAnotherBackendOfTheSameDatabase_TakesTheFlow_AndTheFirstWritesNothingMore()
    {
        var hung = new HungCode(blocks: false);
        int calls = 0;
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("a"),
            TaskAtom.Create("b", (call, _) => ++calls == 1 ? hung.RunAsync(call) : new(Document.From("of the second"))),
            _harness.Task("c"));
        await using SqliteBackend backend = await OpenAsync();
        await using SqliteBackend other = await OpenAsync();
        await using FlowEngine first = await FlowEngine.CreateAsync(new Stores(backend), flow);
        Task<State> run = first.RunAsync();
        await hung.Called;

        await using FlowEngine second = await FlowEngine.LoadAsync(new Stores(other), first.Storage.FlowUuid, flow);
        Assert.Equal(State.Success, await second.RunAsync());
        await hung.ReleaseAsync();

        await Assert.ThrowsAsync<StaleWriteException>(() => run);
        Assert.Equal("Success a:Success b:Success c:Success", await StoredAsync(second, other));
        Assert.Equal("\"of the second\"", (await second.Storage.GetExecuteResultAsync("b")).ToString());
        Assert.Equal(["a", "c"], _harness.Calls);
    }

    private static object Cycle()
    {
        var node = new Node();
        node.Next = node;
        return node;
    }

    private static async Task<string> StoredAsync(FlowEngine engine, IBackend backend)
    {
        FlowDetail flow = await backend.Connect().GetFlowDetailsAsync(engine.Storage.FlowUuid);
        return string.Join(' ', flow.OrderBy(atom => atom.Name, StringComparer.Ordinal).Select(atom => $"{atom.Name}:{atom.State}").Prepend($"{flow.State}"));
    }

    private async Task<SqliteBackend> OpenAsync(int maxRecordSize = RecordLimit.Default)
    {
        SqliteBackend backend = _folder.Open(maxRecordSize: maxRecordSize);
        await backend.Connect().UpgradeAsync();
        return backend;
    }

    private sealed record Pair(int X, int Y);

    private sealed class Node
    {
        public Node? Next { get; set; }
    }

    private sealed class Stubborn() : RetryAtom
    {
        public override ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken) => new(RetryDecision.Revert);

        public override ValueTask<Document> RevertAsync(RetryRevertCall call, CancellationToken cancellationToken) => throw new InvalidTimeZoneException();
    }

    private sealed class Stores(IBackend backend, int attempts = 1) : IFlowStorageFactory
    {
        public IBackend Backend => backend;

        // So long a wait would be noticed.
        public async Task<IFlowStorage> OpenAsync(string flowUuid, CancellationToken cancellationToken = default) => await FlowStorage.OpenAsync(
            backend, flowUuid, new FlowStorageOptions { Attempts = attempts, AttemptDelay = TimeSpan.FromMinutes(10) }, cancellationToken: cancellationToken);
    }
}
