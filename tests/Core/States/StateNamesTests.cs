using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class StateNamesTests
{
    [Fact]
    public void ToName_OfEveryStateAndIntention_IsReadBack()
    {
        Assert.All(Enum.GetValues<State>(), state => Assert.Equal(state, StateNames.ParseState(state.ToName())));
        Assert.All(Enum.GetValues<Intention>(), intention => Assert.Equal(intention, StateNames.ParseIntention(intention.ToName())));
        Assert.All(Enum.GetValues<AtomKind>(), kind => Assert.Equal(kind, AtomKindNames.Parse(kind.ToName())));
    }

    [Fact]
    public void ToName_OfTheSeedsStates_IsTheirs() => Assert.Equal(
        ["PENDING", "RUNNING", "SUCCESS", "FAILURE", "REVERTING", "REVERTED", "REVERT_FAILURE", "RETRYING", "IGNORE", "SUSPENDING", "SUSPENDED", "RESUMING"],
        Enum.GetValues<State>().Select(state => state.ToName()));

    [Fact]
    public void Parse_OfNoName_IsNoState()
    {
        Assert.Null(StateNames.ParseState(null));
        Assert.Null(StateNames.ParseIntention(null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pending")]
    [InlineData("EXECUTED")]
    public void Parse_OfAnotherName_IsRefusedAndListsThoseThereAre(string name)
    {
        Assert.Contains("PENDING, RUNNING", Assert.Throws<InvalidFormatException>(() => StateNames.ParseState(name)).Message, StringComparison.Ordinal);
        Assert.Contains("EXECUTE, IGNORE", Assert.Throws<InvalidFormatException>(() => StateNames.ParseIntention(name)).Message, StringComparison.Ordinal);
        Assert.Contains("TASK_DETAIL", Assert.Throws<InvalidFormatException>(() => AtomKindNames.Parse(name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToName_OfNoSuchValue_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ((State)99).ToName());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((State)(-1)).ToName());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Intention)99).ToName());
        Assert.Throws<AtomKindException>(() => ((AtomKind)99).ToName());
    }
}
