namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A logbook with some flows, alike but for their names. Disposing it destroys the logbook.</summary>
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
    /// <param name="withResults">Whether the first atoms have results, and the flows are closed again; else they are open and their atoms are new.</param>
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
        BenchFlow[] made = [.. book.Select(flow => new BenchFlow(storages, flow.Uuid, declarations))];
        await Task.WhenAll(made.Select(flow => FillAsync(flow, withResults)));
        return new FlowSet(connection, book, made);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BenchFlow flow in Flows)
        {
            await flow.DisposeAsync();
        }

        await _connection.DestroyLogBookAsync(_book.Uuid);
    }

    private static async Task FillAsync(BenchFlow flow, bool withResults)
    {
        IFlowStorage storage = await flow.OpenAsync();
        if (withResults)
        {
            await Task.WhenAll(flow.AtomNames.Take(Providing).Select((name, value) => storage.SaveAsync(name, value)));
            await flow.DisposeAsync();
        }
    }
}
