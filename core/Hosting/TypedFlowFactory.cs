namespace Orleans.TaskFlow;

/// <summary>Makes flows with arguments of one type, which System.Text.Json reads.</summary>
internal sealed class TypedFlowFactory<TArgs>(string name, Func<IServiceProvider, TArgs, Flow> make) : FlowFactory(name)
{
    public override Flow Make(IServiceProvider services, FactoryNote note)
    {
        TArgs arguments = Read(note);
        return Made(() => make(services, arguments));
    }

    private TArgs Read(FactoryNote note)
    {
        string wanted = $"arguments of type {TypeName.Full(typeof(TArgs))}";
        Document given = note.Single ?? throw Misfit(note, wanted);
        TArgs? read;
        try
        {
            read = given.To<TArgs>();
        }
        catch (Exception error)
        {
            Exception cause = error is InvalidFormatException { InnerException: { } inner } ? inner : error;
            throw Misfit(note, wanted, cause, JsonShape.Of(typeof(TArgs)).PlaceOf(cause));
        }

        return read ?? throw Misfit(note, wanted);
    }
}
