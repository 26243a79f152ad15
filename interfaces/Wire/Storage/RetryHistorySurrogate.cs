namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.retry-history")]
internal struct RetryHistorySurrogate
{
    [Id(0)]
    public Failure? Failure;

    [Id(1)]
    public RetryAttempt[] Attempts;
}
