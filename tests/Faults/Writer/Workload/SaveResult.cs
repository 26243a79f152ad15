namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>Saves results of one task. The other deeds on this task must not undo it, nor it them.</summary>
internal sealed class SaveResult : Deed
{
    public const string Task = "task";

    public override string Name => "save";

    public override IReadOnlyList<AtomDeclaration> Atoms => [AtomDeclaration.Task(Task)];

    public override Task DoAsync(IFlowStorage storage, int number) => storage.SaveAsync(Task, Payload.Of(number));

    public override async Task<int> ReadAsync(IFlowStorage storage) =>
        await storage.GetAtomStateAsync(Task) == State.Success ? Payload.NumberIn(await storage.GetExecuteResultAsync(Task)) : 0;
}
