namespace Orleans.TaskFlow;

/// <summary>
/// Watches one call: cancels it when its time is over, and gives it up when it does not come back from that, or from the
/// cancellation of its run. Either the call ends or it is given up, never both.
/// </summary>
internal sealed class CallGuard : IDisposable
{
    private readonly CallLimits _limits;
    private readonly object _subject;
    private readonly TimeSpan? _limit;
    private readonly CancellationTokenSource? _cancellation;
    private readonly CancellationTokenSource? _over;
    private CancellationTokenRegistration _gaveUp;
    private Action? _giveUp;
    private long _begun;
    private int _isOver;

    /// <param name="limits">The run's.</param>
    /// <param name="subject">What is called; made a text of only for messages.</param>
    /// <param name="limit">How long it may take; <see langword="null"/> for as long as it likes.</param>
    public CallGuard(CallLimits limits, object subject, TimeSpan? limit)
    {
        _limits = limits;
        _subject = subject;
        _limit = limit;
        if (limit is not null)
        {
            _cancellation = CancellationTokenSource.CreateLinkedTokenSource(limits.Cancellation);
            _over = new CancellationTokenSource();
        }

        Token = _cancellation?.Token ?? limits.Cancellation;
    }

    /// <summary>Handed to the atom.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether its time is over.</summary>
    public bool HasExpired { get; private set; }

    /// <summary>How long the call has taken so far.</summary>
    public TimeSpan Elapsed => _limits.Time.GetElapsedTime(_begun);

    /// <summary>Begins to watch.</summary>
    /// <param name="giveUp">Called, at most once, when the call is given up.</param>
    public void Begin(Action giveUp)
    {
        _giveUp = giveUp;
        _begun = _limits.Time.GetTimestamp();
        _gaveUp = _limits.GaveUp.UnsafeRegister(static guard => ((CallGuard)guard!).GiveUp(), this);
        if (_limit is { } limit)
        {
            _ = ExpireAsync(limit, _cancellation!, _over!.Token);
        }
    }

    /// <summary>Ends the watch: whether nobody did so before, be it the call that came back or who gave it up.</summary>
    public bool TryEnd()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            return false;
        }

        _gaveUp.Unregister();
        _over?.Cancel();
        return true;
    }

    /// <summary>That it did not end in time.</summary>
    /// <param name="error">What it threw when it was cancelled; <see langword="null"/> if it did not come back at all.</param>
    public TimeoutException Overdue(Exception? error = null) => error is null
        ? new($"{_subject} did not end within {_limit}, nor within {_limits.Grace} of being cancelled. The engine went on without it; its code may still be running.")
        : new($"{_subject} did not end within {_limit}, and was cancelled.", error);

    /// <summary>For a call that has come back: what was given up may use its token still.</summary>
    public void Dispose()
    {
        _cancellation?.Dispose();
        _over?.Dispose();
    }

    private void GiveUp()
    {
        if (TryEnd())
        {
            _giveUp!();
        }
    }

    private async Task ExpireAsync(TimeSpan limit, CancellationTokenSource cancellation, CancellationToken over)
    {
        if (await PassesAsync(limit, over))
        {
            HasExpired = true;
            _ = _limits.CancelAsync(cancellation);
            if (await PassesAsync(_limits.Grace, over))
            {
                GiveUp();
            }
        }
    }

    private async Task<bool> PassesAsync(TimeSpan wait, CancellationToken over)
    {
        await Task.Delay(wait, _limits.Time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !over.IsCancellationRequested;
    }
}
