namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class StorageFailureConverter : ErrorConverter<StorageFailureException>
{
    protected override StorageFailureException Make(in ErrorSurrogate surrogate) =>
        new(surrogate.Message, surrogate.InnerException, surrogate.OutcomeUnknown);

    protected override void AddFacts(StorageFailureException error, ref ErrorSurrogate surrogate) =>
        surrogate.OutcomeUnknown = error.OutcomeUnknown;
}
