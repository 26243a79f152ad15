namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Code of an atom that heeds no token: it ends when the test lets it, by blocking its thread or by awaiting that.</summary>
internal sealed class HungCode(bool blocks)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when it is first called.</summary>
    public Task Called => _called.Task;

    /// <summary>What it does in the end, before it returns.</summary>
    public Func<TaskCall, ValueTask> InTheEnd { get; init; } = _ => ValueTask.CompletedTask;

    public async ValueTask<Document> RunAsync(AtomCall call)
    {
        _called.TrySetResult();
        if (blocks)
        {
            _released.Task.GetAwaiter().GetResult();
        }

        await _released.Task;
        if (call is TaskCall task)
        {
            await InTheEnd(task);
        }

        _ended.TrySetResult();
        return Document.From("too late");
    }

    /// <summary>Lets it end, and waits until it has.</summary>
    public async Task ReleaseAsync()
    {
        _released.TrySetResult();
        if (_called.Task.IsCompleted)
        {
            await _ended.Task;
        }
    }
}
