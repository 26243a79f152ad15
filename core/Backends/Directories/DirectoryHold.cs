namespace Orleans.TaskFlow;

/// <summary>
/// What a backend holds of its folder from one call to the next. Taking and releasing a lock costs more than a call, so it is kept
/// until another process waits for it or no call has come for a while; then what is in the logs is brought into the items' files first.
/// So the logs of a folder that nobody holds are empty, unless its last holder was killed: then whoever comes next brings them into the files.
/// </summary>
internal sealed class DirectoryHold(DirectoryStore store, DirectoryLock @lock, bool durable, DirectoryPace pace) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TimeProvider _clock = TimeProvider.System;
    private DirectoryTenure? _tenure;
    private bool _disposed;
    private bool _isLogInDoubt;
    private long _lastCall;

    private bool IsIdle => _clock.GetElapsedTime(_lastCall) >= pace.Idle;

    /// <summary>Waits for the turn of a call, which begins on a folder in which nothing is half done.</summary>
    /// <exception cref="StorageFailureException">The folder cannot be had.</exception>
    public async ValueTask<DirectoryTurn> EnterAsync(bool exclusive, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(DirectoryBackend));
            DirectoryTenure tenure = await TenureAsync(exclusive, cancellationToken);
            _lastCall = _clock.GetTimestamp();
            if (_tenure != tenure)
            {
                _tenure = tenure;
                if (pace.Look != Timeout.InfiniteTimeSpan)
                {
                    // Not before the tenure is this hold's: it would be taken for one that has ended.
                    _ = WatchAsync(tenure);
                }
            }

            return new DirectoryTurn(this, tenure);
        }
        catch (Exception error)
        {
            _gate.Release();
            throw Known(error);
        }
    }

    /// <summary>Ends a turn.</summary>
    public void Leave() => _gate.Release();

    /// <summary>Waits for a turn and does something under the exclusive lock, in a folder that may have no log yet.</summary>
    public async Task PrepareAsync(Action prepare, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(DirectoryBackend));
            await HandOverAsync();
            using DirectoryLease lease = await @lock.AcquireAsync(exclusive: true, cancellationToken);
            prepare();
        }
        catch (Exception error)
        {
            throw Known(error);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits for the call that has begun and lets the folder go, with everything in the items' files.</summary>
    public async ValueTask LetGoAsync()
    {
        if (_tenure is { } tenure)
        {
            await FileBesideCallsAsync(tenure);
        }

        await _gate.WaitAsync();
        try
        {
            await HandOverAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>As <see cref="LetGoAsync"/>; calls that come later are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        // The gate itself is only memory; disposing it would leave those who wait at it waiting.
        await _gate.WaitAsync();
        _disposed = true;
        try
        {
            await HandOverAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<DirectoryTenure> TenureAsync(bool exclusive, CancellationToken cancellationToken)
    {
        if (_tenure is { } tenure)
        {
            if (!tenure.IsBroken && (tenure.IsExclusive || !exclusive))
            {
                if (!tenure.IsExclusive)
                {
                    store.LookAnew();
                }

                return tenure;
            }

            await EndAsync();
        }

        while (true)
        {
            DirectoryLease lease = await @lock.AcquireAsync(exclusive, cancellationToken);
            try
            {
                if (await DirectoryTenure.TryBeginAsync(store, lease, pace, durable, _isLogInDoubt) is { } begun)
                {
                    _isLogInDoubt &= !exclusive;
                    return begun;
                }
            }
            catch
            {
                lease.Dispose();
                throw;
            }

            // Only a writer may finish what another one has begun.
            lease.Dispose();
            exclusive = true;
        }
    }

    /// <summary>
    /// Lets the folder go, with everything in the items' files. If that fails its logs still have everything, and the next who needs the
    /// folder is told what is wrong with it.
    /// </summary>
    private async ValueTask HandOverAsync()
    {
        if (_tenure is { } tenure)
        {
            try
            {
                await tenure.FileAllAsync();
            }
            catch (Exception error) when (error is TaskFlowException || DirectoryFailure.IsOfSystem(error))
            {
            }

            await EndAsync();
        }
    }

    private async ValueTask EndAsync()
    {
        if (_tenure is { } tenure)
        {
            _tenure = null;
            await tenure.EndAsync();
            _isLogInDoubt |= tenure.IsLogInDoubt;
        }
    }

    private async Task WatchAsync(DirectoryTenure tenure)
    {
        do
        {
            // On the thread pool: whoever made the call may be in a context that ends before the tenure does.
            await Task.Delay(pace.Look, _clock).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            bool isAwaited = IsAwaited();
            if (!isAwaited && !IsIdle && !tenure.IsLagging)
            {
                continue;
            }

            await FileBesideCallsAsync(tenure);
            if (!isAwaited && !IsIdle)
            {
                continue;
            }

            await _gate.WaitAsync();
            try
            {
                if (_tenure == tenure)
                {
                    await HandOverAsync();
                }
            }
            finally
            {
                _gate.Release();
            }
        }
        while (_tenure == tenure);
    }

    /// <summary>Brings what is in the log into the items' files, while calls go on.</summary>
    private async ValueTask FileBesideCallsAsync(DirectoryTenure tenure)
    {
        Task filing;
        await _gate.WaitAsync();
        try
        {
            if (_tenure != tenure)
            {
                return;
            }

            filing = await tenure.BeginFilingAsync();
        }
        catch (StorageFailureException)
        {
            await EndAsync();
            return;
        }
        finally
        {
            _gate.Release();
        }

        // What becomes of it is for the next one to see whose turn it is.
        await filing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool IsAwaited()
    {
        try
        {
            return @lock.IsAwaited();
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            // It cannot be known any more, such as in a folder that was moved away.
            return true;
        }
    }

    private Exception Known(Exception error) => DirectoryFailure.IsOfSystem(error) ? DirectoryFailure.Of(store.Root, error) : error;
}
