namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// All scenarios, in the order in which they run on a flow: first the one that wants it closed, then those that read, for what the
/// others write would change what is read.
/// </summary>
/// <remarks>
/// A call takes what a caller has and gives what a caller wants: values are made JSON, and read from it, within the call. They are at
/// hand before it, two for each atom or name, so that every call writes what is not there.
/// </remarks>
public static class ScenarioSet
{
    private const int Large = 10 * 1024;
    private const int Ensured = 100;
    private const int InjectedNames = 10;

    private static readonly StorageScenario[] _ofStorage =
    [
        new("reopen", ScenarioKind.StoreRead, ReopenAsync) { IsOnOneAtom = false },
        new("fetch", ScenarioKind.Read, FetchAsync),
        new("fetch_mapped_args", ScenarioKind.Read, FetchMappedArgsAsync),
        new("fetch_all", ScenarioKind.Read, FetchAllAsync) { IsOnOneAtom = false, MinAtoms = FlowSet.Providing },
        new("get_state", ScenarioKind.Read, GetStateAsync),
        new("set_state", ScenarioKind.Write, SetStateAsync),
        new("save_small", ScenarioKind.Write, flow => SaveAsync(flow, new Small(1), new Small(2))),
        new("save_10k", ScenarioKind.Write, flow => SaveAsync(flow, new string('a', Large), new string('b', Large))) { WrittenLength = Large },
        new("inject", ScenarioKind.Write, InjectAsync),
        new("ensure_atoms", ScenarioKind.Write, EnsureAtomsAsync) { IsOnOneAtom = false, IsOnce = true },
    ];

    public static IReadOnlyList<Scenario> All { get; } = [.. _ofStorage, .. RunScenario.All];

    private static async Task<Func<Task>> ReopenAsync(BenchFlow flow)
    {
        await using (IFlowStorage storage = await flow.ReopenAsync())
        {
            Check(await storage.GetAtomStateAsync(flow.AtomNames[0]) == State.Success);
        }

        return async () => await (await flow.ReopenAsync()).DisposeAsync();
    }

    private static async Task<Func<Task>> FetchAsync(BenchFlow flow)
    {
        IFlowStorage storage = await flow.OpenAsync();
        Check(await storage.FetchAsync<int>("x-0") == 0);
        return () => storage.FetchAsync<int>("x-0");
    }

    private static async Task<Func<Task>> FetchMappedArgsAsync(BenchFlow flow)
    {
        IFlowStorage storage = await flow.OpenAsync();
        var wanted = new Dictionary<string, string> { ["a"] = "x-0", ["b"] = "x-1" };
        string atom = flow.AtomNames[2];
        IReadOnlyList<IReadOnlyList<string>> scope = [[flow.AtomNames[1]], [flow.AtomNames[0]]];
        async Task<(int A, int B)> Call()
        {
            IReadOnlyDictionary<string, Document> values = await storage.FetchMappedArgsAsync(wanted, atom, scope);
            return (values["a"].To<int>(), values["b"].To<int>());
        }

        Check(await Call() == (0, 1));
        return Call;
    }

    // A hundred values, each still a document: a caller types the ones that it wants.
    private static async Task<Func<Task>> FetchAllAsync(BenchFlow flow)
    {
        IFlowStorage storage = await flow.OpenAsync();
        Check((await storage.FetchAllAsync()).Count == FlowSet.Providing);
        return () => storage.FetchAllAsync();
    }

    private static async Task<Func<Task>> GetStateAsync(BenchFlow flow)
    {
        IFlowStorage storage = await flow.OpenAsync();
        var turns = new Turns<string>([.. flow.Written]);
        return () => storage.GetAtomStateAsync(turns.Next());
    }

    private static async Task<Func<Task>> SetStateAsync(BenchFlow flow)
    {
        IFlowStorage storage = await flow.OpenAsync();
        var turns = Turns.OfWrites(flow.Written, State.Running, State.Pending);
        return () =>
        {
            var (name, state) = turns.Next();
            return storage.SetAtomStateAsync(name, state);
        };
    }

    private static async Task<Func<Task>> SaveAsync<T>(BenchFlow flow, T one, T other)
    {
        IFlowStorage storage = await flow.OpenAsync();
        var turns = Turns.OfWrites(flow.Written, one, other);
        return () =>
        {
            var (name, value) = turns.Next();
            return storage.SaveAsync(name, value);
        };
    }

    private static async Task<Func<Task>> InjectAsync(BenchFlow flow)
    {
        IFlowStorage storage = await flow.OpenAsync();
        string[] names = [.. Enumerable.Range(0, InjectedNames).Select(i => $"name-{i}")];
        await storage.InjectAsync(names.ToDictionary(name => name, _ => Document.Null));
        var turns = Turns.OfWrites(names, 1, 2);
        return () =>
        {
            var (name, value) = turns.Next();
            return storage.InjectAsync(name, value);
        };
    }

    private static async Task<Func<Task>> EnsureAtomsAsync(BenchFlow flow)
    {
        IFlowStorage storage = await flow.OpenAsync();
        AtomDeclaration[] added = [.. Enumerable.Range(0, Ensured).Select(i => AtomDeclaration.Task($"added-{i}"))];
        return () => storage.EnsureAtomsAsync(added);
    }

    private static void Check(bool right)
    {
        if (!right)
        {
            throw new InvalidOperationException("The flow does not hold what was put into it: there is nothing to measure.");
        }
    }

    private sealed record Small(int N);
}
