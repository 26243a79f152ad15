namespace Orleans.TaskFlow;

/// <summary>A document crosses as its text.</summary>
[GenerateSerializer, Alias("taskflow.document")]
internal struct DocumentSurrogate
{
    [Id(0)]
    public ReadOnlyMemory<byte> Utf8;
}
