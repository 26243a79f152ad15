namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class FlowFactoryConverter : ErrorConverter<FlowFactoryException>
{
    protected override FlowFactoryException Make(in ErrorSurrogate surrogate) =>
        new(surrogate.Message, surrogate.FactoryName, surrogate.InnerException);

    protected override void AddFacts(FlowFactoryException error, ref ErrorSurrogate surrogate) => surrogate.FactoryName = error.FactoryName;
}
