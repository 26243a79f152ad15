using BenchmarkDotNet.Attributes;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What values cost on the way into documents and out of them.</summary>
public class DocumentBenchmarks
{
    private static readonly Point _point = new(1, "somewhere", [1.5, 2.5]);
    private static readonly string _large = new('x', 10 * 1024);
    private static readonly Document _pointDocument = Document.From(_point);
    private static readonly Document _largeDocument = Document.From(_large);

    [Benchmark]
    public Document FromNumber() => Document.From(42);

    [Benchmark]
    public Document FromRecord() => Document.From(_point);

    [Benchmark]
    public Document FromText10K() => Document.From(_large);

    [Benchmark]
    public Point? ToRecord() => _pointDocument.To<Point>();

    [Benchmark]
    public string? ToText10K() => _largeDocument.To<string>();

    public sealed record Point(int Id, string Name, double[] Values);
}
