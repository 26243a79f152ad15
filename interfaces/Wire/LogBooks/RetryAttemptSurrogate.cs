namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.retry-attempt")]
internal struct RetryAttemptSurrogate
{
    [Id(0)]
    public Document Value;

    [Id(1)]
    public Map<Failure> Failures;
}
