namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class WrappedFailureConverter : ErrorConverter<WrappedFailureException>
{
    protected override WrappedFailureException Make(in ErrorSurrogate surrogate) => new(surrogate.Failures ?? []);

    protected override void AddFacts(WrappedFailureException error, ref ErrorSurrogate surrogate) =>
        surrogate.Failures = [.. error.Failures];
}
