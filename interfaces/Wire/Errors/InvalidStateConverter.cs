namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class InvalidStateConverter : ErrorConverter<InvalidStateException>
{
    protected override InvalidStateException Make(in ErrorSurrogate surrogate) =>
        new(surrogate.Message, surrogate.State.GetValueOrDefault(), surrogate.To.GetValueOrDefault(), surrogate.InnerException);

    protected override void AddFacts(InvalidStateException error, ref ErrorSurrogate surrogate)
    {
        surrogate.State = error.From;
        surrogate.To = error.To;
    }
}
