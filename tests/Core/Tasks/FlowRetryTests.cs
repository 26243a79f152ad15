using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Retries made of classes.</summary>
public sealed class FlowRetryTests : IAsyncLifetime
{
    private readonly EngineHarness _harness = new();
    private readonly Seats _seats = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Of_AClass_GivesEachAttemptItsValue_AndDecidesByItsHistory()
    {
        var tried = new List<string?>();
        Flow flow = Flow.Linear("f", Retry.Of<OtherWarehouse>().Providing("warehouse").Injecting("names", new[] { "north", "south" })).Add(
            FlowTask.From("reserve", (string warehouse) => tried.Add(warehouse)),
            FlowTask.From("pay", (string warehouse) => warehouse == "south" ? 1 : throw new TimeoutException("no")));
        await using FlowEngine engine = await _harness.CreateAsync(flow, new FlowEngineOptions { Services = Services() });

        Assert.Equal(State.Success, await engine.RunAsync());

        Assert.Equal(["north", "south"], tried);
        Assert.Equal(["disposed", "pay failed: no", "disposed", "disposed"], _seats.Log);
    }

    [Fact]
    public async Task Of_AClass_ThatGivesUp_IsRevertedWithTheFailuresOfItsFlow()
    {
        Flow flow = Flow.Linear("f", Retry.Of<OtherWarehouse>().Providing("warehouse").Injecting("names", new[] { "north" }))
            .Add(_harness.Task("a"), _harness.Failing("b"));
        await using FlowEngine engine = await _harness.CreateAsync(flow, new FlowEngineOptions { Services = Services() });

        await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());

        Assert.Equal("a=REVERTED b=REVERTED f_retry=REVERTED", await _harness.StatesAsync(engine));
        Assert.Equal(["disposed", "b failed: no", "disposed", "gave up because of b after 1", "disposed"], _seats.Log);
    }

    [Fact]
    public async Task Of_WithWhatWasSaidOfIt_KeepsEverything()
    {
        FlowRetry retry = Retry.Of<OtherWarehouse>("r")
            .Providing("warehouse").Rebinding("names", "warehouses").WithVersion("2").WithTimeout(TimeSpan.FromMinutes(1)).WithDelay(Backoff.Constant(TimeSpan.FromSeconds(3)));
        Flow flow = Flow.Linear("f", retry);

        Assert.Equal(["warehouses"], retry.Requires);
        Assert.Equal(["warehouse"], retry.Provides);
        Assert.Equal(("r", "2", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(3)), (retry.Name, retry.Contract.Version, retry.Contract.Timeout, retry.Delay!(1)));
        Assert.Equal("r", Assert.Single(flow.Compile().Atoms).Name);
        await using FlowEngine engine = await _harness.CreateAsync(flow, new FlowEngineOptions { Services = Services() });
        Assert.Equal(["names"], (await Assert.ThrowsAsync<MissingDependenciesException>(() => engine.ValidateAsync())).Missing);
    }

    [Fact]
    public async Task Of_AClass_WhoseServiceIsMissing_IsRefusedBeforeTheFlowRuns()
    {
        Flow flow = Flow.Linear("f", Retry.Of<OtherWarehouse>().Injecting("names", new[] { "north" })).Add(_harness.Task("a"));
        await using FlowEngine engine = await _harness.CreateAsync(flow, new FlowEngineOptions { Services = new ServiceCollection().BuildServiceProvider() });

        var error = await Assert.ThrowsAsync<TaskDeclarationException>(() => engine.RunAsync());

        Assert.Contains("retry 'f_retry' lacks service", error.Message, StringComparison.Ordinal);
        Assert.Contains("Seats", error.Message, StringComparison.Ordinal);
        Assert.Empty(_harness.Calls);
    }

    [Fact]
    public async Task Of_AnArgumentOfTheWrongType_FailsTheRetryAndNamesIt()
    {
        Flow flow = Flow.Linear("f").Add(
            _harness.Task("list", _ => Document.From(5), contract: AtomContract.Empty.Providing("names")),
            Flow.Linear("g", Retry.Of<OtherWarehouse>()).Add(_harness.Task("a")));
        await using FlowEngine engine = await _harness.CreateAsync(flow, new FlowEngineOptions { Services = Services() });

        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => engine.RunAsync());

        Assert.Contains("'names' (symbol 'names') of retry 'g_retry' has to be string[]", error.Message, StringComparison.Ordinal);
        Assert.Equal("a=PENDING g_retry=REVERTED list=REVERTED", await _harness.StatesAsync(engine));
    }

    [Fact]
    public void Of_AClass_ThatIsNoRetry_IsRefused()
    {
        Assert.Contains("no public method OnFailureAsync or OnFailure", Refusal(() => Retry.Of<Mute>()), StringComparison.Ordinal);
        Assert.Contains("OnFailure returns int; it has to return a RetryDecision", Refusal(() => Retry.Of<Counts>()), StringComparison.Ordinal);
        Assert.Contains("its parameter 'call' is Orleans.TaskFlow.TaskCall: only a task is given that", Refusal(() => Retry.Of<ThinksItIsATask>()), StringComparison.Ordinal);
        Assert.Contains("parameters of the same name in its methods have different symbols", Refusal(() => Retry.Of<Undecided>()), StringComparison.Ordinal);
        Assert.Contains("cannot provide 'x': it returns nothing", Refusal(() => Retry.Of<Plain>().Providing("x")), StringComparison.Ordinal);
        Assert.Contains("only a retry is given that", Refusal(() => FlowTask.From("t", (RetryHistory history) => 1)), StringComparison.Ordinal);
    }

    private static string Refusal(Action declare) => Assert.Throws<TaskDeclarationException>(declare).Message;

    private ServiceProvider Services() => new ServiceCollection().AddSingleton(_seats).BuildServiceProvider();

    private sealed class OtherWarehouse(Seats seats) : IDisposable
    {
        public string Execute(string[] names, RetryHistory history) => names[history.Attempts.Count];

        public async Task<RetryDecision> OnFailureAsync(
            string[] names, RetryCall call, IReadOnlyDictionary<string, Failure> failures, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            seats.Log.AddRange(failures.Select(failure => $"{failure.Key} failed: {failure.Value.Message}"));
            return call.History.Attempts.Count < names.Length ? RetryDecision.Retry : RetryDecision.RevertAll;
        }

        public void Revert(RetryHistory history, IReadOnlyDictionary<string, Failure> failures) =>
            seats.Log.Add($"gave up because of {string.Join(", ", failures.Keys)} after {history.Attempts.Count}");

        public void Dispose() => seats.Log.Add("disposed");
    }

    private sealed class Mute
    {
        public int Execute() => 1;
    }

    private sealed class Counts
    {
        public int OnFailure() => 1;
    }

    private sealed class ThinksItIsATask
    {
        public RetryDecision OnFailure(TaskCall call) => RetryDecision.Revert;
    }

    private sealed class Undecided
    {
        public int Execute([Symbol("one")] int value) => value;

        public RetryDecision OnFailure([Symbol("other")] int value) => value > 1 ? RetryDecision.Revert : RetryDecision.Retry;
    }

    private sealed class Plain
    {
        public RetryDecision OnFailure() => RetryDecision.Revert;
    }
}
