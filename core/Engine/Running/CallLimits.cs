namespace Orleans.TaskFlow;

/// <summary>How long the calls of one run may take, and how long they are waited for once they are cancelled.</summary>
internal sealed class CallLimits : IDisposable
{
    private readonly RunContext _context;
    private readonly CancellationTokenSource _gaveUp = new();
    private readonly CancellationTokenSource _ended = new();
    private int _graceBegun;

    /// <param name="context">The engine's.</param>
    /// <param name="cancellation">Handed to the atoms that have no time-out.</param>
    public CallLimits(RunContext context, CancellationToken cancellation) => (_context, Cancellation) = (context, cancellation);

    public CancellationToken Cancellation { get; }

    /// <summary>Cancelled when a run that is cancelled waits no longer for what is under way.</summary>
    public CancellationToken GaveUp => _gaveUp.Token;

    public TimeSpan Grace => _context.Options.CancellationGrace;

    public TimeProvider Time => _context.Time;

    /// <summary>How long a call of an atom may take; <see langword="null"/> for as long as it likes.</summary>
    public TimeSpan? Of(Atom atom) =>
        (atom.Contract.Timeout ?? _context.Options.AtomTimeout) is { } limit && limit != Timeout.InfiniteTimeSpan ? limit : null;

    /// <summary>From now on what is under way has only so long to come back.</summary>
    public void BeginGrace()
    {
        if (Interlocked.Exchange(ref _graceBegun, 1) == 0)
        {
            _ = GiveUpAsync();
        }
    }

    /// <summary>Runs something where atoms are called when several may be at the same time.</summary>
    public Task StartAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _context.Options.Scheduler).Unwrap();

    /// <summary>Cancels a source elsewhere: what users have registered with it may throw, or hang.</summary>
    public Task CancelAsync(CancellationTokenSource source) => StartAsync(() =>
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came back at the same moment.
        }
        catch (AggregateException error)
        {
            Log.CancellationFailed(_context.Logger, error, _context.Storage.FlowUuid);
        }

        return Task.CompletedTask;
    });

    /// <summary>Makes a call that is not one of the queue's.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="OperationCanceledException">The run is cancelled, and the call did not come back.</exception>
    public async Task<T> WithinAsync<T>(string subject, TimeSpan? limit, Func<CancellationToken, ValueTask<T>> call)
    {
        var ended = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var guard = new CallGuard(this, subject, limit);
        guard.Begin(() => ended.SetException(guard.HasExpired ? guard.Overdue() : new OperationCanceledException(Cancellation)));
        _ = limit is null ? MakeAsync() : StartAsync(MakeAsync);
        return await ended.Task;

        async Task MakeAsync()
        {
            using CallGuard watched = guard;
            try
            {
                T result = await call(guard.Token);
                if (guard.TryEnd())
                {
                    ended.SetResult(result);
                }
            }
            catch (Exception error)
            {
                if (guard.TryEnd())
                {
                    ended.SetException(guard.HasExpired ? guard.Overdue(error) : error);
                }
            }
        }
    }

    public void Dispose() => _ended.Cancel();

    private async Task GiveUpAsync()
    {
        await Task.Delay(Grace, Time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!_ended.IsCancellationRequested)
        {
            _gaveUp.Cancel();
        }
    }
}
