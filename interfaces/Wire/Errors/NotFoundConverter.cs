namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class NotFoundConverter : ErrorConverter<NotFoundException>
{
    protected override NotFoundException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
