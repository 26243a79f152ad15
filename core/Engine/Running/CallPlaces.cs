namespace Orleans.TaskFlow;

/// <summary>How many atoms may be called, or flows be run, at the same time by all that share this.</summary>
internal sealed class CallPlaces(int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);

    /// <summary>Takes a place once there is one; <see langword="false"/> if the token was cancelled before.</summary>
    public async ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        if (_free.Wait(0, CancellationToken.None))
        {
            return true;
        }

        try
        {
            await _free.WaitAsync(cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Leave() => _free.Release();

    public void Dispose() => _free.Dispose();
}
