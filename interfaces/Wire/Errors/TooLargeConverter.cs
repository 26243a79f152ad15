namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class TooLargeConverter : ErrorConverter<TooLargeException>
{
    protected override TooLargeException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
