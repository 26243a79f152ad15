namespace Orleans.TaskFlow;

/// <summary>Saves changes of atoms, then shows them: to the frontier, and to those who watch.</summary>
internal sealed class AtomWriter(RunContext context, Frontier frontier)
{
    /// <summary>
    /// Makes changes, all of which are handed to the store before any of them is waited for, so that it may write them together. A
    /// change that changes nothing is not written.
    /// </summary>
    /// <returns>The changes as they were made: a result that cannot be stored has become a failure.</returns>
    public async ValueTask<IReadOnlyList<AtomChange>> ApplyAsync(IReadOnlyList<AtomChange> changes)
    {
        // What watches every single step is to see nothing ahead of it.
        if (changes.Count == 1 || context.Options.Checkpoint is not null)
        {
            var made = new AtomChange[changes.Count];
            for (int i = 0; i < made.Length; i++)
            {
                made[i] = await WriteAsync(changes[i]);
                await ShowAsync(made[i]);
            }

            return made;
        }

        AtomChange[] written = await Task.WhenAll(changes.Select(WriteAsync));
        foreach (AtomChange change in written)
        {
            await ShowAsync(change);
        }

        return written;
    }

    /// <summary>Saves what atoms returned together with what follows from it: all of that, or nothing.</summary>
    /// <returns><see langword="false"/> if a result cannot be stored: nothing was saved.</returns>
    public async ValueTask<bool> TryApplyTogetherAsync(IJointStorage storage, IReadOnlyList<AtomChange> changes)
    {
        try
        {
            await storage.SaveTogetherAsync([.. changes.Select(change => new AtomSave(context.Graph[change.Node].Name, change.State!.Value, change.Result))]);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            return false;
        }

        foreach (AtomChange change in changes)
        {
            await ShowAsync(change);
        }

        return true;
    }

    private async Task<AtomChange> WriteAsync(AtomChange change)
    {
        ExecutionNode node = context.Graph[change.Node];
        if (change.Failure is not null)
        {
            return await SaveFailureAsync(node, change, change.Failure);
        }

        if (change.Result is not null)
        {
            return await SaveAsync(node, change);
        }

        if (Differs(change, out AtomStatus status))
        {
            await context.Storage.SetAtomStatusAsync(node.Name, status);
        }

        return change;
    }

    private async Task<AtomChange> SaveAsync(ExecutionNode node, AtomChange change)
    {
        // What a retry returns when it is undone is kept nowhere, so this is one write.
        if (node.Kind == NodeKind.Retry && change.State == State.Reverted)
        {
            await context.Storage.CleanupRetryHistoryAsync(node.Name, State.Reverted);
            return change;
        }

        Exception refused;
        try
        {
            await context.Storage.SaveAsync(node.Name, change.Result!, change.State!.Value);
            return change;
        }
        catch (Exception error) when (IsRefusal(error))
        {
            refused = error;
        }

        State state = change.State == State.Success ? State.Failure : State.RevertFailure;
        return await SaveFailureAsync(node, new AtomChange(change.Node, state) { Duration = change.Duration }, Failure.FromException(refused));
    }

    // A failure that the store refuses is kept as far as it can be: else its atom could neither be reverted nor tried again.
    private async Task<AtomChange> SaveFailureAsync(ExecutionNode node, AtomChange change, Failure failure)
    {
        try
        {
            await context.Storage.SaveFailureAsync(node.Name, failure, change.State!.Value);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            failure = failure.Bare($"What it said cannot be stored: {error.Message}");
            await context.Storage.SaveFailureAsync(node.Name, failure, change.State!.Value);
        }

        return change with { Failure = failure };
    }

    // Of what was to be stored, and not because the store fails.
    private static bool IsRefusal(Exception error) =>
        error is (TaskFlowException and not StorageFailureException) or TooLargeException or ArgumentException or NotSupportedException;

    private bool Differs(AtomChange change, out AtomStatus status)
    {
        status = new AtomStatus(
            change.State == frontier.StateOf(change.Node) ? null : change.State,
            change.Intention == frontier.IntentionOf(change.Node) ? null : change.Intention);
        return status.State is not null || status.Intention is not null;
    }

    private ValueTask ShowAsync(in AtomChange change)
    {
        State previous = frontier.StateOf(change.Node);
        frontier.Change(change.Node, change.State, change.Intention);
        return change.State is { } state && (state != previous || change.Result is not null || change.Failure is not null)
            ? TellAsync(change, state, previous)
            : ValueTask.CompletedTask;
    }

    private ValueTask TellAsync(in AtomChange change, State state, State previous)
    {
        ExecutionNode node = context.Graph[change.Node];
        Log.AtomStateChanged(context.Logger, node.Name, context.Storage.FlowUuid, previous, state);
        if (change.Failure is not null)
        {
            Log.AtomFailed(context.Logger, change.Failure.Exception, node.Name, context.Storage.FlowUuid, state);
        }

        if (!context.IsWatched)
        {
            return ValueTask.CompletedTask;
        }

        IFlowStorage storage = context.Storage;
        AtomNotification notification = node.Kind == NodeKind.Task
            ? new TaskNotification(storage.FlowUuid, storage.FlowName, node.Name, state, previous)
            : new RetryNotification(storage.FlowUuid, storage.FlowName, node.Name, state, previous);
        return context.PublishAsync(notification with { Result = change.Result, Failure = change.Failure, Duration = change.Duration });
    }
}
