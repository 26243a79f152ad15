using Xunit;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Histories of a -> b -> c that no engine may have; each is a right one up to its last event.</summary>
public sealed class DoctoredHistoryTests
{
    private static readonly Event[] _ranTwo = [Flow(State.Running), .. Ran("a"), .. Ran("b")];
    private static readonly Event[] _failed =
    [
        .. _ranTwo,
        Stored("c", State.Running), Called("c"), new(Happening.Returned) { Atom = "c", Executes = true }, Stored("c", State.Failure),
    ];

    private static readonly Event[] _failedUndone = [.. _failed, .. Undone("c")];

    public static TheoryData<string, int, Rule> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, Rule>();
            for (int number = 0; number < Histories.Length; number++)
            {
                cases.Add(Histories[number].Name, number, Histories[number].Rule);
            }

            return cases;
        }
    }

    private static (string Name, Rule Rule, Event[] Events)[] Histories =>
    [
        ("runs before its predecessor", Rule.RunsInOrder, [Flow(State.Running), .. Ran("a"), Stored("c", State.Running)]),
        ("ignored for no reason", Rule.RunsInOrder, [Flow(State.Running), Stored("b", State.Ignore)]),
        ("runs after its success", Rule.RunsOnce, [.. _ranTwo, Called("a")]),
        ("runs twice at once", Rule.RunsOnce, [Flow(State.Running), Stored("a", State.Running), Called("a"), Called("a")]),
        ("runs twice in one run", Rule.RunsOnce, [Flow(State.Running), Stored("a", State.Running), Called("a"), Returned("a"), Called("a")]),
        ("starts over unasked", Rule.RunsOnce, [.. _failedUndone, Stored("c", State.Pending)]),
        ("reverted in the wrong order", Rule.RevertsWhatRan, [.. _failed, Stored("b", State.Reverting)]),
        ("reverted without a failure", Rule.RevertsWhatRan, [.. _ranTwo, Stored("b", State.Reverting)]),
        ("reverted though it never ran", Rule.RevertsWhatRan, [.. _ranTwo, Stored("c", State.Reverting)]),
        ("its code reverted though it never ran", Rule.RevertsWhatRan, [.. _ranTwo, Called("c", executes: false)]),
        ("reverted twice", Rule.RevertsWhatRan, [.. _failed, Stored("c", State.Reverting), Called("c", false), Returned("c", false), Called("c", false)]),
        ("not all reverted", Rule.RevertsWhatRan, [.. _failedUndone, .. Undone("b"), Flow(State.Reverted), new(Happening.RunEnded)]),
        ("runs again after a failure", Rule.ChangesLegally, [.. _failedUndone, Stored("c", State.Running)]),
        ("succeeds without running", Rule.ChangesLegally, [Flow(State.Running), Stored("a", State.Success)]),
        ("reverted while it runs", Rule.ChangesLegally, [Flow(State.Running), Stored("a", State.Running), Stored("a", State.Reverting)]),
        ("the flow succeeds at once", Rule.ChangesLegally, [Flow(State.Success)]),
        ("ends running", Rule.Ends, [.. _ranTwo, new(Happening.RunEnded)]),
        ("ends with work left", Rule.Ends, [.. _ranTwo, Flow(State.Success), new(Happening.RunEnded)]),
        ("suspended unasked", Rule.Ends, [.. _ranTwo, Flow(State.Suspending), Flow(State.Suspended), new(Happening.RunEnded)]),
        ("fails for no reason", Rule.Ends, [.. _ranTwo, Flow(State.Failure), new(Happening.RunEnded)]),
        ("reverted for no reason", Rule.Ends, [.. _ranTwo, Flow(State.Reverted), new(Happening.RunEnded)]),
        ("never ends", Rule.Ends, [.. _ranTwo, new(Happening.Stuck)]),
        ("called before that is stored", Rule.StoresFirst, [Flow(State.Running), Called("a")]),
        ("reverted before that is stored", Rule.StoresFirst, [.. _failed, Called("c", executes: false)]),
        ("stored before it returned", Rule.StoresFirst, [Flow(State.Running), Stored("a", State.Running), Called("a"), Stored("a", State.Success, "a")]),
        ("stored otherwise than returned", Rule.StoresFirst, [Flow(State.Running), Stored("a", State.Running), Called("a"), Returned("a"), Stored("a", State.Success, "b")]),
        ("failed, but was only interrupted", Rule.StoresFirst, [Flow(State.Running), Stored("a", State.Running), Called("a"), Returned("a") with { Result = null, Interrupted = true }, Stored("a", State.Failure)]),
        ("changed later", Rule.StoresFirst, [.. _ranTwo, Stored("a", State.Success, "b")]),
        ("too many arguments", Rule.PassesArguments, [Flow(State.Running), Stored("a", State.Running), Called("a") with { Arguments = new Dictionary<string, Document> { ["x"] = Document.Null } }]),
        ("a wrong argument", Rule.PassesArguments, [.. _ranTwo, Stored("c", State.Running), Called("c", value: "b")]),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Take_OfWhatMustNotHappen_NamesTheRule(string history, int number, Rule rule)
    {
        var judge = new Judge(Drawing);
        judge.Take(new Event(Happening.RunBegan));
        Event[] events = Histories[number].Events;
        foreach (Event happened in events[..^1])
        {
            judge.Take(happened);
        }

        var violation = Assert.Throws<ViolationException>(() => judge.Take(events[^1]));

        Assert.True(rule == violation.Rule, $"{history}: {violation.Rule}: {violation.Message}");
    }

    [Fact]
    public void Take_OfARightHistory_SaysNothing()
    {
        var judge = new Judge(Drawing);
        judge.Take(new Event(Happening.RunBegan));
        foreach (Event happened in (Event[])[.. _failedUndone, .. Undone("b"), .. Undone("a"), Flow(State.Reverted), new(Happening.RunEnded)])
        {
            judge.Take(happened);
        }

        Assert.True(judge.IsFinal);
    }

    private static Drawing Drawing => Sketch.Of(Sketch.Linear(Sketch.Task("a", gives: "x"), Sketch.Task("b"), Sketch.Task("c", needs: "x", throws: true)));

    private static Event Flow(State state) => new(Happening.FlowStored) { State = state };

    private static Event Stored(string atom, State state, string? result = null) => new(Happening.AtomStored)
    {
        Atom = atom,
        State = state,
        Result = result is null ? Document.Null : Document.From(result),
    };

    private static Event Called(string atom, bool executes = true, string value = "a") => new(Happening.Called)
    {
        Atom = atom,
        Executes = executes,
        Arguments = atom == "c" ? new Dictionary<string, Document> { ["x"] = Document.From(value) } : new Dictionary<string, Document>(),
    };

    private static Event Returned(string atom, bool executes = true) => new(Happening.Returned)
    {
        Atom = atom,
        Executes = executes,
        Result = Document.From(atom),
    };

    private static Event[] Ran(string atom) => [Stored(atom, State.Running), Called(atom), Returned(atom), Stored(atom, State.Success, atom)];

    private static Event[] Undone(string atom) =>
        [Stored(atom, State.Reverting), Called(atom, executes: false), Returned(atom, executes: false), Stored(atom, State.Reverted)];
}
