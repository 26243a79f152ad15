using BenchmarkDotNet.Attributes;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What an atom's record costs on the way into its store and out of it.</summary>
public class AtomDetailBenchmarks
{
    private readonly TaskDetail _detail = new("atom-1", Guid.NewGuid().ToString())
    {
        State = State.Success,
        Results = Document.From(new { n = 1 }),
    };

    private Document _document = Document.Null;

    [GlobalSetup]
    public void SetUp() => _document = _detail.ToDocument();

    [Benchmark]
    public AtomDetail Copy() => _detail.Copy();

    [Benchmark]
    public Document ToDocument() => _detail.ToDocument();

    // Bytes as they come from a store: a document that was read before knows its parts.
    [Benchmark]
    public AtomDetail FromBytes() => AtomDetail.FromDocument(AtomKind.Task, Document.OfTrusted(_document.Utf8));
}
