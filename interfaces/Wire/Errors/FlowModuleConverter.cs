namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class FlowModuleConverter : ErrorConverter<FlowModuleException>
{
    protected override FlowModuleException Make(in ErrorSurrogate surrogate) =>
        new(surrogate.Message, surrogate.AssemblyPath, surrogate.InnerException);

    protected override void AddFacts(FlowModuleException error, ref ErrorSurrogate surrogate) => surrogate.AssemblyPath = error.AssemblyPath;
}
