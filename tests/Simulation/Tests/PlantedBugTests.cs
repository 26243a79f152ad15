using Xunit;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Engines with a bug each: one that runs another flow than was drawn, or one whose store is spoiled. The right rule has to notice.</summary>
public sealed class PlantedBugTests
{
    private static readonly Trouble _crash = new() { CrashesAt = 4, CountsAtoms = true };

    [Fact]
    public void Run_WithoutLinks_BreaksTheOrder() => Assert.Equal(
        Rule.RunsInOrder,
        Broken(
            Sketch.Linear(Sketch.Task("a"), Sketch.Task("b"), Sketch.Task("c")),
            Sketch.Flow(FlowPattern.Unordered, "flow", null, Sketch.Task("a"), Sketch.Task("b"), Sketch.Task("c"))));

    [Fact]
    public void Run_WithADeciderThatIsNotAsked_BreaksTheOrder() => Assert.Equal(Rule.RunsInOrder, Broken(Decided(false), Decided(true)));

    [Fact]
    public void Run_WithADeciderThatRefusesOnItsOwn_BreaksTheOrder() => Assert.Equal(Rule.RunsInOrder, Broken(Decided(true), Decided(false)));

    [Fact]
    public void Run_ThatReachesFurtherThanTheDepth_BreaksTheOrder() => Assert.Equal(
        Rule.RunsInOrder, Broken(Decided(false, DeciderDepth.Atom), Decided(false, DeciderDepth.All)));

    [Fact]
    public void Run_ThatForgetsWhatSucceeded_RunsTwice() => Assert.Equal(
        Rule.RunsOnce,
        Broken(
            Sketch.Linear(Sketch.Task("a"), Sketch.Task("b"), Sketch.Task("c")),
            plan: new Plan(_crash),
            spoil: inner => new SpoiledConnection(inner, atom => atom, atom =>
            {
                atom.State = atom.State == State.Success ? State.Running : atom.State;
                return atom;
            })));

    [Fact]
    public void Run_ThatRevertsMoreThanTheRetrySays_RevertsWhatItMustNot() => Assert.Equal(
        Rule.RevertsWhatRan, Broken(Retried(RetryKind.AlwaysRevert), Retried(RetryKind.AlwaysRevertAll)));

    [Fact]
    public void Run_ThatRevertsLessThanTheRetrySays_LeavesWhatRan() => Assert.Equal(
        Rule.RevertsWhatRan, Broken(Retried(RetryKind.AlwaysRevertAll), Retried(RetryKind.AlwaysRevert)));

    [Fact]
    public void Run_ThatTriesAgainUnasked_RevertsWhatItMustNot() => Assert.Equal(
        Rule.RevertsWhatRan, Broken(Retried(RetryKind.AlwaysRevert), Retried(RetryKind.Times)));

    [Fact]
    public void Run_WhoseStoreMixesUpStates_ChangesIllegally() => Assert.Equal(
        Rule.ChangesLegally,
        Broken(Sketch.Linear(Sketch.Task("a"), Sketch.Task("b")), spoil: inner => new SpoiledConnection(inner, atom =>
        {
            atom.State = atom.State == State.Success ? State.Reverted : atom.State;
            return atom;
        })));

    [Fact]
    public void Run_WhoseStoreFallsSilent_NeverEnds() => Assert.Equal(
        Rule.Ends, Broken(Sketch.Linear(Sketch.Task("a"), Sketch.Task("b")), seeds: 1, spoil: inner => new SilentConnection(inner, answers: 2)));

    [Fact]
    public void Run_WhoseStoreLosesRunning_CallsFirst() => Assert.Equal(
        Rule.StoresFirst,
        Broken(
            Sketch.Linear(Sketch.Task("a"), Sketch.Task("b")),
            spoil: inner => new SpoiledConnection(inner, atom => atom.State == State.Running ? null : atom)));

    [Fact]
    public void Run_WhoseStoreLosesSuccess_GoesOnFirst() => Assert.Equal(
        Rule.RunsInOrder,
        Broken(
            Sketch.Linear(Sketch.Task("a"), Sketch.Task("b")),
            spoil: inner => new SpoiledConnection(inner, atom => atom.State == State.Success ? null : atom)));

    [Fact]
    public void Run_WhoseStoreWritesWhatFollowsFirst_BreaksTheOrder() => Assert.Equal(
        Rule.RunsInOrder,
        Broken(Sketch.Linear(Sketch.Task("a"), Sketch.Task("b")), spoil: inner => new BackwardConnection(inner)));

    [Fact]
    public void Run_WhoseStoreChangesResults_StoresSomethingElse() => Assert.Equal(
        Rule.StoresFirst,
        Broken(Sketch.Linear(Sketch.Task("a"), Sketch.Task("b")), spoil: inner => new SpoiledConnection(inner, atom =>
        {
            if (atom is TaskDetail { State: State.Success } task)
            {
                task.Results = Document.From("something else");
            }

            return atom;
        })));

    [Fact]
    public void Run_WithAnotherProvider_PassesTheWrongArgument() => Assert.Equal(
        Rule.PassesArguments,
        Broken(
            Sketch.Linear(Sketch.Task("a", gives: "x"), Sketch.Task("b", gives: "y"), Sketch.Task("c", needs: "x")),
            Sketch.Linear(Sketch.Task("a", gives: "y"), Sketch.Task("b", gives: "x"), Sketch.Task("c", needs: "x"))));

    private static DrawnFlow Decided(bool always, DeciderDepth depth = DeciderDepth.All)
    {
        DrawnFlow flow = Sketch.Flow(FlowPattern.Graph, "flow", null, Sketch.Task("a"), Sketch.Task("b"), Sketch.Task("c"));
        flow.Links.Add(new DrawnLink("a", "b") { Decider = new DrawnDecider(always, "a"), Depth = depth });
        flow.Links.Add(new DrawnLink("b", "c"));
        return flow;
    }

    private static DrawnFlow Retried(RetryKind kind) => Sketch.Linear(
        Sketch.Task("a"),
        Sketch.Flow(FlowPattern.Linear, "inner", new DrawnRetry { Name = "retry", Kind = kind, Attempts = 2 }, Sketch.Task("b"), Sketch.Task("c", throws: true)));

    // The rule that is broken when one flow is drawn and another one is run; none of it may depend on what is drawn meanwhile.
    private static Rule Broken(DrawnFlow drawn, DrawnFlow? built = null, Plan? plan = null, int seeds = 20, Func<IConnection, IConnection>? spoil = null)
    {
        Dictionary<Rule, string> broken = [];
        for (int seed = 0; seed < seeds; seed++)
        {
            try
            {
                new FlowSimulation(Sketch.Of(drawn), seed, plan ?? new Plan(), built is null ? null : Sketch.Of(built), spoil).Run();
            }
            catch (ViolationException violation)
            {
                broken.TryAdd(violation.Rule, violation.Message);
            }
        }

        Assert.True(broken.Count == 1, string.Join("\n", broken));
        return broken.Keys.Single();
    }
}
