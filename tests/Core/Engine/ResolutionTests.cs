using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What follows from a failure and what retries decided.</summary>
public sealed class ResolutionTests
{
    // outer(r1): a, inner(r2): b, c, d
    private static readonly ExecutionGraph _graph = Flow.Linear("outer", Retry.Times(2, name: "r1"))
        .Add(Task("a"), Flow.Linear("inner", Retry.Times(2, name: "r2")).Add(Task("b"), Task("c")), Task("d"))
        .Compile().Graph;

    [Fact]
    public void NoRetry_EverythingIsReverted() =>
        Assert.Equal(["a", "b", "c", "d", "r1", "r2"], Reverted(Resolve([])));

    [Fact]
    public void Retry_ItIsTriedAgain_AndWhatComesAfterItIsReverted()
    {
        var changes = Resolve([("r2", RetryDecision.Retry)]);

        Assert.Equal("r2", _graph[Assert.Single(changes, change => change.Intention == Intention.Retry).Node].Name);
        Assert.Equal(["b", "c", "d"], Reverted(changes));
    }

    [Fact]
    public void Retry_ThatIsToBeRevertedAlready_IsNotTriedAgain()
    {
        var changes = Resolution.Of(_graph, _ => Intention.Revert, [(_graph.ByName["r2"], RetryDecision.Retry)], deferReverts: false);

        Assert.DoesNotContain(changes, change => change.Intention == Intention.Retry);
    }

    [Fact]
    public void Revert_WhenTheOuterOneAgrees_UndoesTheInnermostFlowAndWhatComesAfter() =>
        Assert.Equal(["b", "c", "d", "r2"], Reverted(Resolve([("r2", RetryDecision.Revert), ("r1", RetryDecision.Revert)])));

    [Fact]
    public void Revert_WhenTheOuterOneTriesAgain_ThatIsDone()
    {
        var changes = Resolve([("r2", RetryDecision.Revert), ("r1", RetryDecision.Retry)]);

        Assert.Equal(Intention.Retry, changes.Single(change => change.Node == _graph.ByName["r1"]).Intention);
        Assert.Equal(["a", "b", "c", "d", "r2"], Reverted(changes));
    }

    [Fact]
    public void RevertAll_ByAny_UndoesEverything()
    {
        Assert.Equal(["a", "b", "c", "d", "r1", "r2"], Reverted(Resolve([("r2", RetryDecision.RevertAll)])));
        Assert.Equal(["a", "b", "c", "d", "r1", "r2"], Reverted(Resolve([("r2", RetryDecision.Revert), ("r1", RetryDecision.RevertAll)])));
    }

    [Fact]
    public void Revert_Deferred_UndoesEverythingWhereTheOutermostOneReverts() => Assert.Equal(
        ["a", "b", "c", "d", "r1", "r2"],
        Reverted(Resolve([("r2", RetryDecision.Revert), ("r1", RetryDecision.Revert)], deferReverts: true)));

    [Theory]
    [InlineData(DeciderDepth.All, "after,deep,end,next")]
    [InlineData(DeciderDepth.Flow, "after,next")]
    [InlineData(DeciderDepth.Neighbors, "next")]
    [InlineData(DeciderDepth.Atom, "")]
    public void Refusal_ReachesAsFarAsItsDepth(DeciderDepth depth, string expected)
    {
        ExecutionGraph graph = Flow.Graph("f")
            .Add(Task("start"), Task("target"), Task("next"), Task("after"), Flow.Linear("g").Add(Task("deep")), Task("end"))
            .Link("start", "target", _ => false).Link("target", "next").Link("next", "after").Link("after", "g").Link("g", "end")
            .Compile().Graph;

        IEnumerable<string> reached = Refusal.Reach(graph, graph.ByName["target"], depth).Select(node => graph[node].Name);

        Assert.Equal(expected, string.Join(',', reached.Order(StringComparer.Ordinal)));
    }

    private static List<AtomChange> Resolve((string Retry, RetryDecision Decision)[] decisions, bool deferReverts = false) => Resolution.Of(
        _graph, _ => Intention.Execute, [.. decisions.Select(decision => (_graph.ByName[decision.Retry], decision.Decision))], deferReverts);

    private static string[] Reverted(List<AtomChange> changes)
    {
        Assert.All(changes, change => Assert.Null(change.State));
        return [.. changes.Where(change => change.Intention == Intention.Revert).Select(change => _graph[change.Node].Name).Order(StringComparer.Ordinal)];
    }

    private static TaskAtom Task(string name) => TaskAtom.Create(name, (_, _) => new(Document.Null));
}
