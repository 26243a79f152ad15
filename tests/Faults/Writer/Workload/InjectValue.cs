namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>Injects a named value into the flow.</summary>
internal sealed class InjectValue : Deed
{
    private const string Input = "input";

    public override string Name => "inject";

    public override Task DoAsync(IFlowStorage storage, int number) =>
        storage.InjectAsync(new Dictionary<string, Document> { [Input] = Payload.Of(number) });

    public override async Task<int> ReadAsync(IFlowStorage storage)
    {
        var values = await storage.FetchAllAsync();
        return values.TryGetValue(Input, out var found) ? Payload.NumberIn(found[0]) : 0;
    }
}
