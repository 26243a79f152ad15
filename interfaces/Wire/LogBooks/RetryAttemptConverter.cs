namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class RetryAttemptConverter : IConverter<RetryAttempt, RetryAttemptSurrogate>
{
    public RetryAttempt ConvertFromSurrogate(in RetryAttemptSurrogate surrogate)
    {
        var attempt = new RetryAttempt(surrogate.Value);
        return attempt with { Failures = attempt.Failures.SetItems(surrogate.Failures.Entries) };
    }

    public RetryAttemptSurrogate ConvertToSurrogate(in RetryAttempt value) =>
        new() { Value = value.Value, Failures = new Map<Failure>(value.Failures) };
}
