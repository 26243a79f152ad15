namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class AtomKindConverter : ErrorConverter<AtomKindException>
{
    protected override AtomKindException Make(in ErrorSurrogate surrogate) => new(surrogate.Message, surrogate.InnerException);
}
