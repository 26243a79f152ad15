namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class AmbiguousDependencyConverter : ErrorConverter<AmbiguousDependencyException>
{
    protected override AmbiguousDependencyException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
