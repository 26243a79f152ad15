namespace Orleans.TaskFlow;

/// <summary>
/// A backend whose schema is upgraded before the first call that needs it, so that a program which was given it by its container
/// uses it as it would use a cluster. Owns the backend that it stands for.
/// </summary>
internal sealed class UpgradedBackend(IBackend backend) : IFencingBackend
{
    private readonly SchemaUpgrade _upgrade = new(backend);
    private bool _disposed;

    public string Description => backend.Description;

    public IConnection Connect() => new UpgradedConnection(backend.Connect(), _upgrade);

    public IConnection ConnectFenced() =>
        backend is IFencingBackend fencing ? new UpgradedConnection(fencing.ConnectFenced(), _upgrade) : Connect();

    /// <summary>The backend itself, upgraded: for who makes many calls on it.</summary>
    public async Task<IBackend> UpgradeAsync(CancellationToken cancellationToken)
    {
        await _upgrade.EnsureAsync(cancellationToken);
        return backend;
    }

    public async ValueTask DisposeAsync()
    {
        // A container that hands this out as two services disposes it twice.
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await backend.DisposeAsync();
        _upgrade.Dispose();
    }
}
