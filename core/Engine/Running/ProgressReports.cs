namespace Orleans.TaskFlow;

/// <summary>Takes the reports of one call's progress as long as the call lasts.</summary>
internal sealed class ProgressReports(RunContext context, string task)
{
    private readonly Lock _turn = new();
    private int _underWay;
    private bool _closed;
    private TaskCompletionSource? _idle;

    public async ValueTask ReportAsync(double progress, Document? details)
    {
        lock (_turn)
        {
            if (_closed)
            {
                return;
            }

            _underWay++;
        }

        try
        {
            await context.Storage.SetTaskProgressAsync(task, progress, details);
            context.Notifications.Publish(new ProgressNotification(context.Storage.FlowUuid, context.Storage.FlowName, task, progress, details));
        }
        catch (Exception error)
        {
            Log.ProgressNotStored(context.Logger, error, task, context.Storage.FlowUuid, progress);
        }
        finally
        {
            Done();
        }
    }

    /// <summary>Takes no more reports, and waits until those that it took are stored.</summary>
    public Task CloseAsync()
    {
        lock (_turn)
        {
            _closed = true;
            if (_underWay == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private void Done()
    {
        lock (_turn)
        {
            if (--_underWay == 0)
            {
                _idle?.TrySetResult();
            }
        }
    }
}
