namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class DuplicateConverter : ErrorConverter<DuplicateException>
{
    protected override DuplicateException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
