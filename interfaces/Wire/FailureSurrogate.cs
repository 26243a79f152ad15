namespace Orleans.TaskFlow;

/// <summary>A failure crosses in its stored form, without the exception that it may still hold.</summary>
[GenerateSerializer, Alias("taskflow.failure")]
internal struct FailureSurrogate
{
    [Id(0)]
    public Document Stored;
}
