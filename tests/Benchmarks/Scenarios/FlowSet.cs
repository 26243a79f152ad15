namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A logbook with some flows, alike but for their names, each open in a storage of its own. Disposing it destroys the logbook.</summary>
public sealed class FlowSet : IAsyncDisposable
{
    /// <summary>How many atoms, the first ones, provided a name each: <c>x-0</c>, <c>x-1</c> ... with the values 0, 1 ...</summary>
    public const int Providing = 100;

    private readonly IConnection _connection;
    private readonly LogBook _book;

    private FlowSet(IConnection connection, LogBook book, IReadOnlyList<BenchFlow> flows)
    {
        _connection = connection;
        _book = book;
        Flows = flows;
    }

    public IReadOnlyList<BenchFlow> Flows { get; }

    /// <param name="storages">Where the flows are to be.</param>
    /// <param name="atoms">How many atoms each has.</param>
    /// <param name="flows">How many flows.</param>
    /// <param name="withResults">Whether the first atoms have results.</param>
    public static async Task<FlowSet> CreateAsync(IFlowStorageFactory storages, int atoms, int flows, bool withResults = true)
    {
        var book = new LogBook("benchmark");
        for (int i = 0; i < flows; i++)
        {
            book.Add(new FlowDetail($"flow-{i}", Guid.NewGuid().ToString()));
        }

        IConnection connection = storages.Backend.Connect();
        await connection.SaveLogBookAsync(book);
        AtomDeclaration[] declarations =
        [
            .. Enumerable.Range(0, atoms).Select(i => AtomDeclaration.Task($"atom-{i}", i < Providing ? $"x-{i}" : null)),
        ];
        BenchFlow[] opened = await Task.WhenAll(book.Select(flow => OpenAsync(storages, flow.Uuid, declarations, withResults)));
        return new FlowSet(connection, book, opened);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BenchFlow flow in Flows)
        {
            await flow.Storage.DisposeAsync();
        }

        await _connection.DestroyLogBookAsync(_book.Uuid);
    }

    private static async Task<BenchFlow> OpenAsync(
        IFlowStorageFactory storages, string uuid, AtomDeclaration[] declarations, bool withResults)
    {
        IFlowStorage storage = await storages.OpenAsync(uuid);
        await storage.EnsureAtomsAsync(declarations);
        string[] names = [.. declarations.Select(declaration => declaration.Name)];
        if (withResults)
        {
            await Task.WhenAll(names.Take(Providing).Select((name, value) => storage.SaveAsync(name, value)));
        }

        return new BenchFlow(storages, storage, names);
    }
}
