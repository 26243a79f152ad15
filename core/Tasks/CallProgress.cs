namespace Orleans.TaskFlow;

/// <summary>
/// Takes reports of progress as fast as they come, and passes one on when the one before it is stored: the latest, without those
/// between.
/// </summary>
internal sealed class CallProgress(TaskCall call) : IProgress<double>
{
    private readonly Lock _turn = new();
    private double? _latest;
    private TaskCompletionSource? _passing;
    private bool _ended;

    public void Report(double value)
    {
        lock (_turn)
        {
            if (_ended)
            {
                return;
            }

            _latest = value;
            if (_passing is not null)
            {
                return;
            }

            _passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = PassOnAsync(_passing);
    }

    /// <summary>Takes no more reports, and waits until the last one is stored.</summary>
    public Task EndAsync()
    {
        lock (_turn)
        {
            _ended = true;
            return _passing?.Task ?? Task.CompletedTask;
        }
    }

    private async Task PassOnAsync(TaskCompletionSource done)
    {
        try
        {
            while (Next() is { } value)
            {
                await call.ReportProgressAsync(value);
            }

            done.SetResult();
        }
        catch (Exception error)
        {
            done.SetException(error);
        }
    }

    private double? Next()
    {
        lock (_turn)
        {
            double? next = _latest;
            _latest = null;
            if (next is null)
            {
                _passing = null;
            }

            return next;
        }
    }
}
