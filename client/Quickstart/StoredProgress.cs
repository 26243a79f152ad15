namespace Orleans.TaskFlow.Quickstart;

/// <summary>
/// Keeps in the flow's metadata how many files are done: once a second and at the end, so that it costs next to nothing beside
/// the results.
/// </summary>
internal sealed class StoredProgress : IAsyncDisposable
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
    private readonly IFlowStorage _storage;
    private readonly int _total;
    private readonly Func<int> _done;
    private readonly Task _loop;

    public StoredProgress(IFlowStorage storage, int total, Func<int> done)
    {
        _storage = storage;
        _total = total;
        _done = done;
        _loop = LoopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop;
        await SaveAsync();
    }

    private async Task LoopAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            await SaveAsync();
        }
    }

    private Task SaveAsync() => _storage.UpdateFlowMetadataAsync(new Dictionary<string, Document>
    {
        ["files"] = Document.From(_total),
        ["done"] = Document.From(_done()),
    });
}
