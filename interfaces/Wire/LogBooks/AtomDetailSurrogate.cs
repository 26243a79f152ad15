namespace Orleans.TaskFlow;

/// <summary>An atom's detail crosses in its stored form; which of the two kinds it is, its type says.</summary>
[GenerateSerializer, Alias("taskflow.atom-detail")]
internal struct AtomDetailSurrogate
{
    [Id(0)]
    public Document Stored;

    [Id(1)]
    public string? FlowUuid;

    public static AtomDetailSurrogate Of(AtomDetail detail) => new() { Stored = detail.ToDocument(), FlowUuid = detail.FlowUuid };

    public readonly AtomDetail To(AtomKind kind)
    {
        AtomDetail detail = AtomDetail.FromDocument(kind, Stored);
        detail.FlowUuid = FlowUuid;
        return detail;
    }
}
