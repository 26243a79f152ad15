namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What is measured, as the command line says.</summary>
public static class Plan
{
    // Growing flows say most with one caller, many callers most in flows of one size.
    private static readonly Cell[] _all = [new(10, 1), new(100, 1), new(1000, 1), new(5000, 1), new(100, 32)];

    /// <summary>The scenarios to run on a subject, in order, each with its cells, of which there is at least one.</summary>
    public static IEnumerable<(Scenario Scenario, IReadOnlyList<Cell> Cells)> For(SubjectKind kind, BenchmarkOptions options) =>
        from scenario in ScenarioSet.All
        where options.Scenarios.Count == 0 ? IsUsual(kind, scenario) : options.Scenarios.Contains(scenario.Name)
        let cells = CellsOf(kind, scenario, options).Where(cell => cell.Atoms >= scenario.MinAtoms).ToArray()
        where cells.Length > 0
        select (scenario, (IReadOnlyList<Cell>)cells);

    private static bool IsUsual(SubjectKind kind, Scenario scenario) =>
        scenario.Kind == ScenarioKind.Run ? kind.Runs.Contains(scenario.Name) : kind.Sample?.Contains(scenario.Name) ?? true;

    // Every combination of what was given, or those that say something.
    private static IEnumerable<Cell> CellsOf(SubjectKind kind, Scenario scenario, BenchmarkOptions options)
    {
        if (options.Atoms.Count == 0 && options.Flows.Count == 0)
        {
            return scenario.Cells ?? (kind.Sample is null ? _all : _all.Where(cell => cell.Atoms == 100));
        }

        IReadOnlyList<int> flowCounts = options.Flows.Count == 0 ? [1] : options.Flows;
        IReadOnlyList<int> atomCounts = options.Atoms.Count == 0 ? [100] : options.Atoms;
        return flowCounts.SelectMany(flows => atomCounts.Select(atoms => new Cell(atoms, flows)));
    }
}
