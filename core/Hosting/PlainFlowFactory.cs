namespace Orleans.TaskFlow;

/// <summary>Makes flows without arguments.</summary>
internal sealed class PlainFlowFactory(string name, Func<IServiceProvider, Flow> make) : FlowFactory(name)
{
    public override Flow Make(IServiceProvider services, FactoryNote note) =>
        note.IsEmpty ? Made(() => make(services)) : throw Misfit(note, "no arguments");
}
