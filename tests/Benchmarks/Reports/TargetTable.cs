using System.Globalization;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Which targets the rows reach. The worst row of each decides.</summary>
public static class TargetTable
{
    private const double MostSlowdown = 1.5;

    /// <summary>The lines of the table; none if no target was measured.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<Row> rows)
    {
        IReadOnlyList<string> lines = [.. Target.All.Select(target => Line(target, rows)).OfType<string>(), .. SlowdownLines(rows)];
        return lines.Count == 0
            ? []
            :
            [
                "",
                "Targets, and the row that is furthest from each",
                "on               target                                        wanted    worst  met  where",
                .. lines,
            ];
    }

    private static string? Line(Target target, IReadOnlyList<Row> rows)
    {
        IEnumerable<Row> measured = rows.Where(row => row.On == target.On && target.Applies(row)).Where(row => target.Value(row) is not null);
        Row? worst = target.IsMost ? measured.MaxBy(target.Value) : measured.MinBy(target.Value);
        return worst is null
            ? null
            : Line(
                target.On,
                target.Text,
                Text(target, target.AtLeast),
                Text(target, target.Value(worst)!.Value),
                target.IsMetBy(target.Value(worst)!.Value),
                $"{worst.Scenario}, {worst.Atoms} atoms, {worst.Flows} flows");
    }

    private static IEnumerable<string> SlowdownLines(IReadOnlyList<Row> rows) => Slowdown.AllIn(rows)
        .Where(slowdown => slowdown.Scenario.IsOnOneAtom)
        .GroupBy(slowdown => slowdown.On)
        .Select(group => group.MaxBy(slowdown => slowdown.Ours)!)
        .Select(worst => Line(
            worst.On,
            $"one atom at most 1.5x slower in a longer flow",
            RowTable.Factor(MostSlowdown),
            RowTable.Factor(worst.Ours),
            worst.Ours <= MostSlowdown,
            $"{worst.Scenario.Name}, {worst.From} to {worst.To} atoms"));

    private static string Text(Target target, double value) => target switch
    {
        { IsRate: true } => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
        { IsMost: true } => string.Create(CultureInfo.InvariantCulture, $"{value:0.00}"),
        _ => RowTable.Factor(value),
    };

    private static string Line(string on, string text, string wanted, string value, bool met, string where) => string.Create(
        CultureInfo.InvariantCulture,
        $"{on,-16} {text,-45} {wanted,6} {value,8}  {(met ? "yes" : "NO"),-3}  {where}");
}
