namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>Gives the task whose results are saved an argument of its own.</summary>
internal sealed class InjectIntoAtom : Deed
{
    private const string Key = "argument";

    public override string Name => "atom-arg";

    public override IReadOnlyList<AtomDeclaration> Atoms => [AtomDeclaration.Task(SaveResult.Task)];

    public override Task DoAsync(IFlowStorage storage, int number) =>
        storage.InjectAtomArgsAsync(SaveResult.Task, new Dictionary<string, Document> { [Key] = Payload.Of(number) }, transient: false);

    public override async Task<int> ReadAsync(IFlowStorage storage)
    {
        var unsatisfied = await storage.FetchUnsatisfiedArgsAsync(SaveResult.Task, Mapping);
        return unsatisfied.Count > 0 ? 0 : Payload.NumberIn((await storage.FetchMappedArgsAsync(Mapping, SaveResult.Task))[Key]);
    }

    private static Dictionary<string, string> Mapping => new() { [Key] = Key };
}
