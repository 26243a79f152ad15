namespace Orleans.TaskFlow.Tests.Interop;

/// <summary>The flow that the peer runs, too: three tasks, one after the other; 1, plus 1, times 10.</summary>
internal static class InteropFlow
{
    public const string BookUuid = "interop-book";
    public const string FlowUuid = "interop-flow";

    private static readonly AtomDeclaration[] _tasks =
        [AtomDeclaration.Task("first", "x"), AtomDeclaration.Task("second", "y"), AtomDeclaration.Task("third", "z")];

    /// <summary>Begins it, and leaves it as a process does that is killed in its second task.</summary>
    public static async Task BeginAsync(string uri)
    {
        await using IBackend backend = await Backends.OpenAsync(uri);
        await backend.Connect().SaveLogBookAsync(new LogBook("book", BookUuid) { new FlowDetail("flow", FlowUuid) });
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, FlowUuid);
        await storage.EnsureAtomsAsync(_tasks);
        await storage.ChangeFlowStateAsync(State.Running);
        await storage.SetAtomStateAsync("first", State.Running);
        await storage.SaveAsync("first", 1);
        await storage.SetAtomStateAsync("second", State.Running);
    }

    /// <summary>Runs what is left of it.</summary>
    /// <returns>The tasks that were run, and the last result.</returns>
    public static async Task<(string Ran, int? Result)> ResumeAsync(string uri)
    {
        await using IBackend backend = await Backends.OpenAsync(uri);
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, FlowUuid);
        await storage.EnsureAtomsAsync(_tasks);
        var ran = new List<string>();
        if (await storage.GetAtomStateAsync("first") != State.Success)
        {
            await storage.SaveAsync("first", 1);
            ran.Add("first");
        }

        if (await storage.GetAtomStateAsync("second") != State.Success)
        {
            await storage.SaveAsync("second", await storage.FetchAsync<int>("x") + 1);
            ran.Add("second");
        }

        if (await storage.GetAtomStateAsync("third") != State.Success)
        {
            await storage.SaveAsync("third", await storage.FetchAsync<int>("y") * 10);
            ran.Add("third");
        }

        await storage.ChangeFlowStateAsync(State.Success);
        return (string.Join(' ', ran), await storage.FetchAsync<int>("z"));
    }
}
