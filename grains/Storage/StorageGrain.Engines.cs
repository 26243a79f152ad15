namespace Orleans.TaskFlow;

/// <content>Has the flow's engine beside it, which uses the storage without messages.</content>
internal sealed partial class StorageGrain
{
    private readonly TurnQueue _engineTurn = new();
    private (Guid Id, EngineStorage Storage, TaskCompletionSource Closed)? _engine;

    public async Task<bool> OpenEngineAsync(Guid engine, SiloAddress silo)
    {
        if (!silo.Equals(GrainContext.Address.SiloAddress))
        {
            await _engineTurn.RunAsync(EndEngineAsync);
            MigrateOnIdle();
            return false;
        }

        _openings++;
        try
        {
            await _engineTurn.RunAsync(() => OpenEngineAsync(engine));
            return true;
        }
        finally
        {
            _openings--;
            ForgetUnused();
        }
    }

    private async Task OpenEngineAsync(Guid engine)
    {
        await EndEngineAsync();
        while (true)
        {
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            FlowStorage storage = await HoldAsync(closed.Task);
            if (Storage.IsCurrent(storage))
            {
                var opened = new EngineStorage(storage);
                _engine = (engine, opened, closed);
                engines.Add(engine, opened);
                DelayDeactivation(Timeout.InfiniteTimeSpan);
                _ = FollowEngineAsync(engine, opened);
                return;
            }

            closed.SetResult();
        }
    }

    /// <summary>Lets no call of the engine begin any more, and waits for those under way. Used in the turn of engines, or when nothing else comes.</summary>
    private async Task EndEngineAsync()
    {
        if (_engine is { } ending)
        {
            _engine = null;
            engines.Remove(ending.Id);
            await ending.Storage.RevokeAsync();
            ending.Closed.SetResult();
        }
    }

    /// <summary>Has an engine stop that is still there when the grain leaves: in good time if it can, and else by refusing what it calls.</summary>
    private async Task LeaveEngineAsync(CancellationToken cancellationToken)
    {
        if (_engine is { } leaving)
        {
            leaving.Storage.Leave();
            try
            {
                await leaving.Storage.Released.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                EngineLog.EngineEvicted(logger, FlowUuid);
            }
        }

        await EndEngineAsync();
    }

    /// <summary>The storage, as a call of it that ends when the engine's session does: so nobody opens another one before.</summary>
    private async Task<FlowStorage> HoldAsync(Task closed)
    {
        var opened = new TaskCompletionSource<FlowStorage>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task held = Storage.CallAsync(async storage =>
        {
            opened.SetResult(storage);
            await closed;
            return true;
        }).AsTask();
        if (await Task.WhenAny(opened.Task, held) == held)
        {
            await held;
        }

        return await opened.Task;
    }

    private async Task FollowEngineAsync(Guid engine, EngineStorage storage)
    {
        await storage.Released;
        await _engineTurn.RunAsync(async () =>
        {
            if (_engine?.Id == engine)
            {
                await EndEngineAsync();
                DelayDeactivation(TimeSpan.Zero);
                StayForTransients();
            }
        });
        if (_taken is OwnedFlow { IsLost: true })
        {
            Leave();
        }
        else if (ForgetUnused())
        {
            DeactivateOnIdle();
        }
    }
}
