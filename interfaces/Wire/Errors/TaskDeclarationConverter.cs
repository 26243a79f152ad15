namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class TaskDeclarationConverter : ErrorConverter<TaskDeclarationException>
{
    protected override TaskDeclarationException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
