namespace Orleans.TaskFlow;

/// <summary>Whether a run is to stop: nothing new is started then, and what only waits is given up.</summary>
internal sealed class Suspension(CancellationToken asked) : IDisposable
{
    private readonly CancellationTokenSource _requested = CancellationTokenSource.CreateLinkedTokenSource(asked);

    /// <summary>Cancelled when the run is to stop.</summary>
    public CancellationToken Token => _requested.Token;

    public void Request() => _requested.Cancel();

    public void Dispose() => _requested.Dispose();
}
