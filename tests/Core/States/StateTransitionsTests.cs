using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The tables themselves are compared with the reference's by the recorded traces.</summary>
public sealed class StateTransitionsTests
{
    [Fact]
    public void CheckFlow_OfARefusedTransition_SaysWhatIsAllowed()
    {
        var error = Assert.Throws<InvalidStateException>(() => StateTransitions.CheckFlow(State.Suspending, State.Running));

        Assert.Equal((State.Suspending, State.Running), (error.From, error.To));
        Assert.Contains("SUSPENDING to RUNNING", error.Message, StringComparison.Ordinal);
        Assert.Contains("FAILURE, RESUMING, REVERTED, SUCCESS, SUSPENDED", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(State.Pending, State.Suspended)]
    [InlineData(State.Success, State.Resuming)]
    [InlineData(State.Running, State.Running)]
    public void CheckFlow_OfARequestWithNothingToDo_IsIgnored(State from, State to) => Assert.False(StateTransitions.CheckFlow(from, to));

    [Fact]
    public void CheckRetry_AllowsWhatATaskMayDoAndToRunAgain()
    {
        var pairs = from old in Enum.GetValues<State>() from next in Enum.GetValues<State>() select (old, next);

        Assert.Equal(
            [(State.Success, State.Retrying), (State.Retrying, State.Running)],
            pairs.Where(pair => StateTransitions.CheckRetry(pair.old, pair.next) && !StateTransitions.CheckTask(pair.old, pair.next)));
        Assert.DoesNotContain(pairs, pair => StateTransitions.CheckTask(pair.old, pair.next) && !StateTransitions.CheckRetry(pair.old, pair.next));
    }
}
