namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class RetryHistoryConverter : IConverter<RetryHistory, RetryHistorySurrogate>
{
    public RetryHistory ConvertFromSurrogate(in RetryHistorySurrogate surrogate) => new(surrogate.Failure, surrogate.Attempts);

    public RetryHistorySurrogate ConvertToSurrogate(in RetryHistory value) =>
        new() { Failure = value.Failure, Attempts = [.. value.Attempts] };
}
