namespace Orleans.TaskFlow;

/// <summary>The upgrade of a backend's schema, made once, by whoever needs it first; one that failed is tried again by the next.</summary>
internal sealed class SchemaUpgrade(IBackend backend) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _done;

    public ValueTask EnsureAsync(CancellationToken cancellationToken) =>
        _done ? ValueTask.CompletedTask : new ValueTask(UpgradeAsync(cancellationToken));

    public void Dispose() => _turn.Dispose();

    private async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_done)
            {
                await backend.Connect().UpgradeAsync(cancellationToken);
                _done = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
