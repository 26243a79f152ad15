namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Replays calls on the storage of one flow.</summary>
internal sealed class StorageReplay : IReplay
{
    private readonly IFlowStorageFactory _factory;
    private IFlowStorage _storage;

    private StorageReplay(IFlowStorageFactory factory, IFlowStorage storage)
    {
        _factory = factory;
        _storage = storage;
    }

    /// <summary>Saves the book and the flow of a trace, and opens the storage of the flow.</summary>
    public static async Task<StorageReplay> StartAsync(IFlowStorageFactory factory, TraceValue setup)
    {
        LogBook book = RecordTrees.ReadBook(setup["book"]);
        FlowDetail flow = RecordTrees.ReadFlow(setup["flow"]);
        book.Add(flow);
        await factory.Backend.Connect().SaveLogBookAsync(book);
        return new StorageReplay(factory, await factory.OpenAsync(flow.Uuid));
    }

    public Task<object?> CallAsync(TraceStep step) => step.Op switch
    {
        "reload" => ReloadAsync(),
        "snapshot" => SnapshotAsync(),
        var op when StorageCalls.ByOp.TryGetValue(op, out StorageCall? call) => call(_storage, step.Args),
        var op => throw new TraceFormatException($"the kind storage has no op '{op}'"),
    };

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _factory.Backend.DisposeAsync();
    }

    private async Task<object?> ReloadAsync()
    {
        await _storage.DisposeAsync();
        _storage = await _factory.OpenAsync(_storage.FlowUuid);
        return null;
    }

    private async Task<object?> SnapshotAsync()
    {
        FlowDetail flow = await _factory.Backend.Connect().GetFlowDetailsAsync(_storage.FlowUuid);
        return new
        {
            state = flow.State?.ToName(),
            meta = flow.Meta,
            atoms = flow.ToDictionary(atom => atom.Name, Entry),
        };
    }

    private static object Entry(AtomDetail atom)
    {
        var tree = RecordTrees.Write(atom);
        tree.Remove("name");
        tree.Remove("uuid");
        return tree;
    }
}
