namespace Orleans.TaskFlow;

/// <summary>
/// The one storage of its flow that an activation holds. It is opened by the first call, and by the first after it was forgotten; but
/// never while a call of a forgotten one is under way: what that still writes, the next would not see.
/// </summary>
/// <remarks>Used in the turns of one grain only.</remarks>
internal sealed class HeldStorage(Func<Task<FlowStorage>> open)
{
    private Holding? _current;
    private Task _formerEnded = Task.CompletedTask;

    /// <summary>Whether this is the storage that calls reach now.</summary>
    public bool IsCurrent(FlowStorage storage) => _current?.Opened == storage;

    /// <summary>Calls the storage, which is opened for it where there is none.</summary>
    public ValueTask<T> CallAsync<T>(Func<FlowStorage, Task<T>> call)
    {
        // What memory can answer at once, and that is most of what is asked, needs nobody to wait for it.
        if (_current is { Opened: { } opened } current)
        {
            current.Begin();
            bool pending = false;
            try
            {
                Task<T> answer = call(opened);
                pending = !answer.IsCompleted;
                return pending ? EndAfterAsync(current, answer) : new ValueTask<T>(answer);
            }
            finally
            {
                if (!pending)
                {
                    current.End();
                }
            }
        }

        return OpenAndCallAsync(call);
    }

    /// <summary>Forgets the storage. Calls that are under way keep it, and end with it.</summary>
    public void Forget()
    {
        if (_current is { } current)
        {
            // Those of former ones have ended by then: every call waits until its storage is open, and that waits for them.
            _formerEnded = current.Release();
            _current = null;
        }
    }

    private static async ValueTask<T> EndAfterAsync<T>(Holding current, Task<T> answer)
    {
        try
        {
            return await answer;
        }
        finally
        {
            current.End();
        }
    }

    private async ValueTask<T> OpenAndCallAsync<T>(Func<FlowStorage, Task<T>> call)
    {
        if (_current is null or { Failed: true })
        {
            _current = new Holding(OpenAsync(_formerEnded));
        }

        Holding current = _current;
        current.Begin();
        try
        {
            return await call(await current.GetAsync());
        }
        finally
        {
            current.End();
        }
    }

    private async Task<FlowStorage> OpenAsync(Task formerEnded)
    {
        await formerEnded;
        return await open();
    }

    /// <summary>One storage, and how many calls of it are under way.</summary>
    private sealed class Holding(Task<FlowStorage> storage)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;
        private bool _released;

        /// <summary>The storage; null as long as no call has reached it.</summary>
        public FlowStorage? Opened { get; private set; }

        public bool Failed => storage is { IsCompleted: true, IsCompletedSuccessfully: false };

        public async ValueTask<FlowStorage> GetAsync() => Opened ??= await storage;

        public void Begin() => _calls++;

        public void End()
        {
            _calls--;
            EndIfReleased();
        }

        /// <summary>No call begins any more. When all have ended.</summary>
        public Task Release()
        {
            _released = true;
            EndIfReleased();
            return _ended.Task;
        }

        private void EndIfReleased()
        {
            if (_released && _calls == 0)
            {
                _ended.TrySetResult();
            }
        }
    }
}
