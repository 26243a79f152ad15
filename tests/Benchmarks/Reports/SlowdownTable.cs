using System.Globalization;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>How much slower each scenario is in the longest flow than in the shortest, with one caller.</summary>
public static class SlowdownTable
{
    /// <summary>The lines of the table; none if no scenario was measured in flows of two lengths.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<Row> rows)
    {
        IReadOnlyList<Slowdown> slowdowns = Slowdown.AllIn(rows);
        return slowdowns.Count == 0
            ? []
            :
            [
                "",
                "Slowdown as the flow grows, with one caller (operations on one atom are not to exceed 1.50x)",
                "on                   scenario           atoms         ours    peer",
                .. slowdowns.Select(Line),
            ];
    }

    private static string Line(Slowdown slowdown) => string.Create(
        CultureInfo.InvariantCulture,
        $"{slowdown.On,-20} {slowdown.Scenario.Name,-17} {slowdown.From,5} -> {slowdown.To,-5} {RowTable.Factor(slowdown.Ours),7} {RowTable.Factor(slowdown.Peer),7}{(slowdown.Scenario.IsOnOneAtom ? "" : "   (on all of the flow)")}");
}
