namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// Runs flows of tasks that do nothing: each flow is compiled, prepared, validated and run to its end, and one that is resumed is read
/// from its store first. Making the flows, saving their logbooks and whatever is done before is not timed.
/// </summary>
/// <param name="Name">Such as <c>run_linear</c>.</param>
/// <param name="Empty">Makes a flow without tasks.</param>
public sealed record RunScenario(string Name, Func<Flow> Empty) : Scenario(Name, ScenarioKind.Run)
{
    // As many tasks as the peer runs in seconds: on SQLite one takes it 40 ms.
    private const int MostOfPeer = 100;
    private const int MostOfPeerInMemory = 3200;

    private static readonly Cell[] _withMany = [new(100, 1), new(1000, 1), new(100, 32)];
    private static readonly Cell[] _long = [new(100, 1), new(1000, 1)];

    public static IReadOnlyList<RunScenario> All { get; } =
    [
        new("run_linear", () => Flow.Linear("linear")) { Cells = _withMany },
        new("run_unordered", () => Flow.Unordered("unordered")) { Cells = _withMany },
        new("run_linear_parallel", () => Flow.Linear("linear")) { Cells = _long, Degree = 2 },
        new("run_unordered_parallel", () => Flow.Unordered("unordered")) { Cells = _withMany, Degree = 2 },
        new("resume_linear", () => Flow.Linear("linear")) { Cells = _long, DoneOf = atoms => atoms / 2 },
        new("revert_linear", () => Flow.Linear("linear")) { Cells = _long, DoneOf = atoms => atoms - 1, Fails = true },
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(scenario => scenario.Name)];

    /// <summary>Those that say nothing of how many tasks run at the same time, which in a cluster its silos say.</summary>
    public static IReadOnlyList<string> Serial { get; } = [.. All.Where(scenario => scenario.Degree == 1).Select(scenario => scenario.Name)];

    /// <summary>Those whose speed is promised.</summary>
    public static IReadOnlyList<string> Promised { get; } = ["run_linear", "run_unordered"];

    /// <summary>How many tasks may run at the same time; with 1 the engine is serial.</summary>
    public int Degree { get; init; } = 1;

    /// <summary>Of how many atoms how many, the first ones, were done by an earlier run.</summary>
    public Func<int, int> DoneOf { get; init; } = static _ => 0;

    /// <summary>Whether the last task fails, so that the flow is reverted.</summary>
    public bool Fails { get; init; }

    /// <summary>How many tasks of so many atoms are executed or reverted; the one that fails counts once.</summary>
    public int TasksOf(int atoms) => Fails ? atoms : atoms - DoneOf(atoms);

    /// <summary>A flow of so many tasks.</summary>
    public Flow Make(int atoms) => Empty().Add([.. Enumerable.Range(0, atoms).Select(i => TaskOf(i, fails: Fails && i == atoms - 1))]);

    public override bool HasPeer(string on, Cell cell) => cell.Atoms * cell.Flows <= (on == "memory" ? MostOfPeerInMemory : MostOfPeer);

    private static FlowTask TaskOf(int index, bool fails) =>
        FlowTask.From($"task-{index}", fails ? Fail : static () => { });

    private static void Fail() => throw new ExpectedException();
}
