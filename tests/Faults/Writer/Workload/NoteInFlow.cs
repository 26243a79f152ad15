namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>Updates the flow's metadata.</summary>
internal sealed class NoteInFlow : Deed
{
    private const string Key = "note";

    public override string Name => "flow-meta";

    public override Task DoAsync(IFlowStorage storage, int number) =>
        storage.UpdateFlowMetadataAsync(new Dictionary<string, Document> { [Key] = Payload.Of(number) });

    public override async Task<int> ReadAsync(IFlowStorage storage)
    {
        var meta = await storage.GetFlowMetadataAsync();
        return meta.TryGetValue(Key, out Document? note) ? Payload.NumberIn(note) : 0;
    }
}
