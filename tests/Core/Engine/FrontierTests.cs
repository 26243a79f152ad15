using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Which atoms may run or be reverted, as a function of states and intentions alone.</summary>
public sealed class FrontierTests
{
    [Fact]
    public void Ready_AtTheStart_AreThoseThatWaitForNothing()
    {
        ExecutionGraph graph = Graph(Flow.Linear("f").Add(Flow.Unordered("u").Add(Task("a"), Task("b")), Task("c")));

        Assert.Equal(["a", "b"], Ready(graph, New(graph)));
    }

    [Fact]
    public void Ready_AfterAChange_AreThoseThatItMadeReady_OnceEach()
    {
        ExecutionGraph graph = Graph(Flow.Linear("f", Retry.Times(2, name: "r")).Add(Flow.Unordered("u").Add(Task("a"), Task("b")), Task("c")));
        Frontier frontier = New(graph);
        Assert.Equal(["r"], Ready(graph, frontier));
        Assert.Empty(Ready(graph, frontier));

        Set(graph, frontier, "r", State.Running);
        Set(graph, frontier, "r", State.Success);
        Assert.Equal(["a", "b"], Ready(graph, frontier));

        Set(graph, frontier, "a", State.Success);
        Assert.Empty(Ready(graph, frontier));
        Set(graph, frontier, "b", State.Ignore, Intention.Ignore);
        Assert.Equal(["c"], Ready(graph, frontier));
    }

    [Fact]
    public void ReadyAfter_Changes_SaysWhatTheyWouldMakeReady_AndChangesNothing()
    {
        ExecutionGraph graph = Graph(Flow.Linear("f").Add(Task("a"), Task("b"), Task("c")));
        Frontier frontier = New(graph);
        Ready(graph, frontier);
        Set(graph, frontier, "a", State.Running);

        List<int> ready = frontier.ReadyAfter([new AtomChange(graph.ByName["a"], State.Success)]);

        Assert.Equal(["b"], ready.Select(node => graph[node].Name));
        Assert.Equal(State.Running, frontier.StateOf(graph.ByName["a"]));
        Assert.Empty(Ready(graph, frontier));
        Set(graph, frontier, "a", State.Success);
        Assert.Equal(["b"], Ready(graph, frontier));
    }

    [Fact]
    public void ReadyAfter_Changes_SaysWhatWasReadyBefore_AndLeavesIt()
    {
        ExecutionGraph graph = Graph(Flow.Unordered("f").Add(Task("a"), Task("b")));
        Frontier frontier = New(graph);

        Assert.Equal(["b"], frontier.ReadyAfter([new AtomChange(graph.ByName["a"], State.Running)]).Select(node => graph[node].Name));

        Assert.Equal(["a", "b"], Ready(graph, frontier));
    }

    [Fact]
    public void Ready_WhenAnIntentionBeforeTurnsToRevert_NothingMayExecuteAfterIt()
    {
        ExecutionGraph graph = Graph(Flow.Linear("f").Add(Task("a"), Task("b")));
        Frontier frontier = New(graph);
        Set(graph, frontier, "a", State.Success);

        Set(graph, frontier, "a", state: null, Intention.Revert);

        Assert.Equal(["a"], Ready(graph, frontier));
        Assert.False(frontier.MayExecute(graph.ByName["b"]));
    }

    [Fact]
    public void Ready_WhileReverting_IsWhatHasNothingUndoneAfterIt()
    {
        ExecutionGraph graph = Graph(Flow.Linear("f").Add(Task("a"), Flow.Unordered("u").Add(Task("b"), Task("c"))));
        Frontier frontier = New(graph);
        foreach (string name in new[] { "a", "b", "c" })
        {
            Set(graph, frontier, name, name == "c" ? State.Failure : State.Success, Intention.Revert);
        }

        Assert.Equal(["b", "c"], Ready(graph, frontier));
        Set(graph, frontier, "b", State.Reverted);
        Assert.Empty(Ready(graph, frontier));
        Set(graph, frontier, "c", State.Reverted);
        Assert.Equal(["a"], Ready(graph, frontier));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Frontier_AfterRandomChanges_AgreesWithTheRuleAppliedToEverything(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 60; round++)
        {
            ExecutionGraph graph = Graph(RandomFlow(random, "f", depth: 3));
            Frontier frontier = New(graph);
            for (int change = 0; change < 40 && graph.Atoms.Length > 0; change++)
            {
                int atom = graph.Atoms[random.Next(graph.Atoms.Length)];
                frontier.Change(atom, (State)random.Next(9), (Intention)random.Next(4));
                foreach (int each in graph.Atoms)
                {
                    Assert.Equal(MayExecute(graph, frontier, each), frontier.MayExecute(each));
                    Assert.Equal(MayRevert(graph, frontier, each), frontier.MayRevert(each));
                }
            }
        }
    }

    // The rules as they are written down: all atoms before, all atoms after, near and far.
    private static bool MayExecute(ExecutionGraph graph, Frontier frontier, int atom) =>
        (frontier.StateOf(atom) == State.Pending || (frontier.StateOf(atom) == State.Retrying && graph[atom].Kind == NodeKind.Retry))
        && frontier.IntentionOf(atom) == Intention.Execute
        && graph.Atoms.Where(before => graph.AtomsAfter(before).Contains(atom)).All(before =>
            frontier.StateOf(before) is State.Success or State.Ignore && frontier.IntentionOf(before) is Intention.Execute or Intention.Ignore);

    private static bool MayRevert(ExecutionGraph graph, Frontier frontier, int atom) =>
        frontier.StateOf(atom) is State.Success or State.Failure
        && frontier.IntentionOf(atom) is Intention.Revert or Intention.Retry
        && graph.AtomsAfter(atom).All(after => frontier.StateOf(after) is State.Pending or State.Reverted or State.Ignore);

    private static Flow RandomFlow(Random random, string name, int depth)
    {
        RetryAtom? retry = random.Next(3) == 0 ? Retry.Times(2) : null;
        int pattern = random.Next(3);
        Flow flow = pattern == 0 ? Flow.Linear(name, retry) : pattern == 1 ? Flow.Unordered(name, retry) : Flow.Graph(name, retry);
        int count = random.Next(4);
        for (int child = 0; child < count; child++)
        {
            flow = flow.Add(depth > 0 && random.Next(2) == 0 ? RandomFlow(random, $"{name}{child}", depth - 1) : Task($"{name}{child}"));
            for (int before = 0; pattern == 2 && before < child; before++)
            {
                flow = random.Next(2) == 0 ? flow.Link($"{name}{before}", $"{name}{child}") : flow;
            }
        }

        return flow;
    }

    private static ExecutionGraph Graph(Flow flow) => flow.Compile().Graph;

    private static Frontier New(ExecutionGraph graph) => new(graph, new State[graph.Nodes.Length], new Intention[graph.Nodes.Length]);

    private static void Set(ExecutionGraph graph, Frontier frontier, string atom, State? state, Intention? intention = null) =>
        frontier.Change(graph.ByName[atom], state, intention);

    private static List<string> Ready(ExecutionGraph graph, Frontier frontier)
    {
        var ready = new List<string>();
        while (frontier.TryTakeReady(out int node))
        {
            ready.Add(graph[node].Name);
        }

        ready.Sort(StringComparer.Ordinal);
        return ready;
    }

    private static TaskAtom Task(string name) => TaskAtom.Create(name, (_, _) => new(Document.Null));
}
