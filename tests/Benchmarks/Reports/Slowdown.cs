namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>How many times as long a scenario takes in a flow of many atoms as in one of few.</summary>
public sealed record Slowdown(string On, Scenario Scenario, int From, int To, double Ours, double? Peer)
{
    /// <summary>Those that rows with one caller say something about.</summary>
    public static IReadOnlyList<Slowdown> AllIn(IEnumerable<Row> rows) =>
    [
        .. rows
            .Where(row => row.Flows == 1)
            .GroupBy(row => (row.On, row.Scenario))
            .Select(group => (Few: group.MinBy(row => row.Atoms)!, Many: group.MaxBy(row => row.Atoms)!))
            .Where(pair => pair.Few.Atoms < pair.Many.Atoms)
            .Select(pair => new Slowdown(
                pair.Few.On,
                ScenarioSet.All.Single(scenario => scenario.Name == pair.Few.Scenario),
                pair.Few.Atoms,
                pair.Many.Atoms,
                pair.Few.PerS / pair.Many.PerS,
                pair.Few.PeerPerS / pair.Many.PeerPerS)),
    ];
}
