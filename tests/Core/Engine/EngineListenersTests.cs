using Microsoft.Extensions.Logging;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The listeners that come with the library: what is logged of a flow, and how long it took.</summary>
public sealed class EngineListenersTests : IAsyncLifetime
{
    private readonly EngineHarness _harness = new();
    private readonly MovedClock _clock = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task LogTo_OfAFlowThatFails_WarnsOfWhatFailedAndIsUndone_AndShowsNoValues()
    {
        await using FlowEngine engine = await _harness.CreateAsync(NewFlow());
        var log = new Messages();
        await using (engine.Notifications.LogTo(log))
        {
            await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        }

        Assert.Equal(
            [
                $"Debug Flow 'f' ({engine.Storage.FlowUuid}) went from Pending to Running.",
                "Debug Retry 'f_retry' of flow 'f' (*) went from Pending to Running.",
                "Debug Retry 'f_retry' of flow 'f' (*) went from Running to Success.",
                "Debug Task 'a' of flow 'f' (*) went from Pending to Running.",
                "Debug Task 'a' of flow 'f' (*) went from Running to Success.",
                "Debug Task 'b' of flow 'f' (*) went from Pending to Running.",
                "Warning Task 'b' of flow 'f' (*) went from Running to Failure. TimeoutException",
                "Debug Task 'b' of flow 'f' (*) went from Failure to Reverting.",
                "Warning Task 'b' of flow 'f' (*) went from Reverting to Reverted.",
                "Debug Task 'a' of flow 'f' (*) went from Success to Reverting.",
                "Warning Task 'a' of flow 'f' (*) went from Reverting to Reverted.",
                "Debug Retry 'f_retry' of flow 'f' (*) went from Success to Reverting.",
                "Warning Retry 'f_retry' of flow 'f' (*) went from Reverting to Reverted.",
                "Warning Flow 'f' (*) went from Running to Reverted.",
            ],
            log.Lines.Select((line, index) => index == 0 ? line : line.Replace(engine.Storage.FlowUuid, "*", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RecordsDurations_KeepsHowLongAtomsAndTheRunTook()
    {
        await using FlowEngine engine = await _harness.CreateAsync(NewFlow(), new FlowEngineOptions { RecordsDurations = true }, _clock);

        await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());

        FlowDetail stored = await _harness.StoredAsync(engine);
        Assert.Equal(1, stored.Single(atom => atom.Name == "a").Meta["duration"].To<double>());
        Assert.Equal(0, stored.Single(atom => atom.Name == "b").Meta["duration"].To<double>());
        Assert.Equal(2 + 5 + 1, stored.Meta["duration"].To<double>());
    }

    [Fact]
    public async Task Notifications_OfWhatWasCalled_SayHowLongThatTook()
    {
        var durations = new List<string>();
        await using FlowEngine engine = await _harness.CreateAsync(NewFlow(), time: _clock);
        await using (engine.Notifications.Subscribe<AtomNotification>(atom =>
            durations.Add($"{atom.AtomName} {atom.State.ToName()} {atom.Duration?.TotalSeconds}".TrimEnd())))
        {
            await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        }

        Assert.Equal(
            ["a RUNNING", "a SUCCESS 2", "b RUNNING", "b FAILURE 5", "b REVERTING", "b REVERTED 0", "a REVERTING", "a REVERTED 1"],
            durations.Where(line => !line.StartsWith("f_retry", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RecordsDurations_WhereTheyCannotBeStored_DoesNotHarmTheFlow()
    {
        _harness.Store.OnAtom = (atom, write) => atom.Meta.ContainsKey("duration") ? throw new StorageFailureException("no room for such things") : write();
        await using FlowEngine engine = await _harness.CreateAsync(
            Flow.Linear("f").Add(_harness.Task("a"), _harness.Task("b")), new FlowEngineOptions { RecordsDurations = true });

        Assert.Equal(State.Success, await engine.RunAsync());

        Assert.Equal("a=SUCCESS b=SUCCESS", await _harness.StatesAsync(engine));
    }

    private Flow NewFlow() => Flow.Linear("f", Retry.AlwaysRevert()).Add(
        _harness.Task("a", _ => Passes(2), _ => Passes(1)),
        _harness.Task("b", _ => Passes(5) is null ? Document.Null : throw new TimeoutException("secret")));

    private Document Passes(int seconds)
    {
        _clock.Move(TimeSpan.FromSeconds(seconds));
        return Document.From("secret");
    }

    private sealed class MovedClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public void Move(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);
    }

    private sealed class Messages : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel} {formatter(state, exception)} {exception?.GetType().Name}".TrimEnd());
    }
}
