namespace Orleans.TaskFlow;

/// <summary>Why one run is to stop before its end, and how what is under way hears of it.</summary>
internal sealed class RunStop : IDisposable
{
    private readonly RunContext _context;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _abort;
    private readonly CancellationTokenRegistration _cancelled;
    private readonly List<Failure> _failures = [];

    /// <param name="context">The engine's.</param>
    /// <param name="suspension">Asks the run to stop.</param>
    /// <param name="cancellation">Asks it to, and atoms to give up.</param>
    public RunStop(RunContext context, Suspension suspension, CancellationToken cancellation)
    {
        _context = context;
        Cancellation = cancellation;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(suspension.Token, cancellation);
        _abort = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Limits = new CallLimits(context, _abort.Token);

        // The last to be registered is the first to be called: before anything of the atoms', which may throw or hang.
        _cancelled = cancellation.UnsafeRegister(static limits => ((CallLimits)limits!).BeginGrace(), Limits);
    }

    /// <summary>Cancelled when whoever runs the flow does not want to wait for it any more.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Cancelled when nothing is to begin any more.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>How long calls may take, and how long they are waited for once they are cancelled.</summary>
    public CallLimits Limits { get; }

    /// <summary>What stops the run; none if it was only asked to stop.</summary>
    public IReadOnlyList<Failure> Failures => _failures;

    public bool IsStopping => _failures.Count > 0 || _stop.IsCancellationRequested;

    /// <summary>Does something of which a failure stops the run, once what is under way has ended and is saved.</summary>
    public async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // A retry that did not say what is to be done about a failure. The next run asks it again.
        }
        catch (Exception error) when (!_context.IsAbandoned && error is not StorageFailureException { OutcomeUnknown: true } and not StaleWriteException)
        {
            Fail(Failure.FromException(error));
        }
    }

    public void Fail(Failure failure)
    {
        _failures.Add(failure);
        _stop.Cancel();
    }

    /// <summary>Stops at once: what is under way is cancelled, and has only so long to come back.</summary>
    public async Task AbortAsync()
    {
        _stop.Cancel();
        Limits.BeginGrace();
        await Limits.CancelAsync(_abort)
            .WaitAsync(Limits.GaveUp)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose()
    {
        _cancelled.Dispose();
        Limits.Dispose();
        _stop.Dispose();
        _abort.Dispose();
    }
}
