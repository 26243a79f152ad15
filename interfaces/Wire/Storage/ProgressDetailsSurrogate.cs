namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.progress-details")]
internal struct ProgressDetailsSurrogate
{
    [Id(0)]
    public double AtProgress;

    [Id(1)]
    public Document Details;
}
