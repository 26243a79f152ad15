using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class TaskHooksTests
{
    private readonly List<string> _log = [];

    [Fact]
    public async Task WithHooks_Several_AreRoundTheCallTheLastOneOutermost()
    {
        FlowTask task = FlowTask.From("t", () => _log.Add("execute"), () => _log.Add("revert"))
            .WithHooks(new Noted(_log, "inner"))
            .WithHooks(new Noted(_log, "outer"));

        await task.RunAsync();
        await task.UndoAsync();

        Assert.Equal(
            [
                "outer before t", "inner before t", "execute", "inner after t", "outer after t",
                "outer before revert", "inner before revert", "revert", "inner after revert", "outer after revert",
            ],
            _log);
    }

    [Fact]
    public async Task Hooks_OfTheTasksOwnClass_AreOnTheObjectThatIsCalled()
    {
        Assert.Equal("opened", (await FlowTask.Of<Own>().RunAsync()).To<string>());
        await Assert.ThrowsAsync<InvalidOperationException>(() => FlowTask.Of<Own>().UndoAsync());
    }

    [Fact]
    public async Task Hooks_TheCallFails_AreDoneAfterItAndItsFailureIsKept()
    {
        FlowTask task = FlowTask.From("t", void () => throw new TimeoutException())
            .WithHooks(new Noted(_log, "inner") { FailsAfter = true });

        await Assert.ThrowsAsync<TimeoutException>(() => task.RunAsync());

        Assert.Equal(["inner before t", "inner after t"], _log);
    }

    [Fact]
    public async Task Hooks_OneFailsBefore_TheTaskIsNotCalledAndWhatComesAfterIsDone()
    {
        FlowTask task = FlowTask.From("t", () => _log.Add("execute")).WithHooks(new Noted(_log, "hook") { FailsBefore = true });

        await Assert.ThrowsAsync<NotSupportedException>(() => task.RunAsync());

        Assert.Equal(["hook before t", "hook after t"], _log);
    }

    [Fact]
    public async Task Hooks_OneFailsAfter_FailsTheTask() => await Assert.ThrowsAsync<NotSupportedException>(
        () => FlowTask.From("t", () => 1).WithHooks(new Noted(_log, "hook") { FailsAfter = true }).RunAsync());

    private sealed class Noted(List<string> log, string name) : ITaskHooks
    {
        public bool FailsBefore { get; init; }

        public bool FailsAfter { get; init; }

        public ValueTask BeforeExecuteAsync(TaskCall call, CancellationToken cancellationToken)
        {
            log.Add($"{name} before {call.AtomName}");
            return FailsBefore ? throw new NotSupportedException() : ValueTask.CompletedTask;
        }

        public ValueTask AfterExecuteAsync(TaskCall call, CancellationToken cancellationToken)
        {
            log.Add($"{name} after {call.AtomName}");
            return FailsAfter ? throw new NotSupportedException() : ValueTask.CompletedTask;
        }

        public ValueTask BeforeRevertAsync(TaskRevertCall call, CancellationToken cancellationToken)
        {
            log.Add($"{name} before revert");
            return ValueTask.CompletedTask;
        }

        public ValueTask AfterRevertAsync(TaskRevertCall call, CancellationToken cancellationToken)
        {
            log.Add($"{name} after revert");
            return ValueTask.CompletedTask;
        }
    }

    public sealed class Own : ITaskHooks
    {
        private string _state = "new";

        public ValueTask BeforeExecuteAsync(TaskCall call, CancellationToken cancellationToken)
        {
            _state = "opened";
            return ValueTask.CompletedTask;
        }

        public ValueTask BeforeRevertAsync(TaskRevertCall call, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public string Execute() => _state;
    }
}
