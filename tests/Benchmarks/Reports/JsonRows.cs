using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Rows as JSON, an object a line.</summary>
public static class JsonRows
{
    private const int Decimals = 3;

    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Write(Row row) => JsonSerializer.Serialize(
        new Line(
            row.On,
            row.Scenario,
            row.Atoms,
            row.Flows,
            Math.Round(row.PerS, Decimals),
            Rounded(row.PeerPerS),
            Rounded(row.Ratio),
            Rounded(row.LimitPerS),
            Rounded(row.OfLimit),
            Rounded(row.CommitsPerTask)),
        _json);

    public static Row Read(string line)
    {
        Line read = JsonSerializer.Deserialize<Line>(line, _json)!;
        return new Row(read.On, read.Scenario, read.Atoms, read.Flows, read.PerS, read.PeerPerS, read.LimitPerS) { CommitsPerTask = read.CommitsPerTask };
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, Decimals) : null;

    private sealed record Line(
        string On,
        string Scenario,
        int Atoms,
        int Flows,
        double PerS,
        double? PeerPerS,
        double? Ratio,
        double? LimitPerS,
        double? OfLimit,
        double? CommitsPerTask);
}
