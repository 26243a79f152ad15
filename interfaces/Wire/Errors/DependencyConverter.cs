namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class DependencyConverter : ErrorConverter<DependencyException>
{
    protected override DependencyException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
