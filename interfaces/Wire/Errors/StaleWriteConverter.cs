namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class StaleWriteConverter : ErrorConverter<StaleWriteException>
{
    protected override StaleWriteException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
