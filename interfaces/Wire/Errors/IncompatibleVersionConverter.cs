namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class IncompatibleVersionConverter : ErrorConverter<IncompatibleVersionException>
{
    protected override IncompatibleVersionException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
