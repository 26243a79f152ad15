namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class InvalidFormatConverter : ErrorConverter<InvalidFormatException>
{
    protected override InvalidFormatException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
