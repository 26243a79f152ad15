namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.atom-declaration")]
internal struct AtomDeclarationSurrogate
{
    [Id(0)]
    public string Name;

    [Id(1)]
    public AtomKind Kind;

    [Id(2)]
    public Map<ResultKey> SaveAs;

    [Id(3)]
    public string? Version;
}
