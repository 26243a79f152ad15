namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.result-key")]
internal struct ResultKeySurrogate
{
    [Id(0)]
    public int? Index;

    [Id(1)]
    public string? Name;
}
