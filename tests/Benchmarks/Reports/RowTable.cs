using System.Globalization;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Rows for people, each as soon as it is measured.</summary>
public static class RowTable
{
    public const string Head =
        "on                   scenario           atoms  flows       per s  peer per s    ratio  limit/s   of limit  commits per task";

    public static string Line(Row row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.On,-20} {row.Scenario,-17} {row.Atoms,6} {row.Flows,6} {row.PerS,11:N0} {Count(row.PeerPerS),11} {Factor(row.Ratio),8} {Count(row.LimitPerS),8} {Factor(row.OfLimit),10} {Commits(row.CommitsPerTask),17}");

    /// <summary>A ratio with as many digits as say something; a dash for none.</summary>
    public static string Factor(double? value) => value switch
    {
        null => "-",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{value:0.00}x"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{value:0.0}x"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:N0}x"),
    };

    private static string Commits(double? value) => value is { } commits ? string.Create(CultureInfo.InvariantCulture, $"{commits:0.000}") : "-";

    private static string Count(double? value) => value switch
    {
        null => "-",
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{value:0.0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
    };
}
