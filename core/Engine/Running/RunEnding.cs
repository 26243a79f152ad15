namespace Orleans.TaskFlow;

/// <summary>Ends a run: decides which state the flow ends in, and raises what there is to raise.</summary>
internal sealed class RunEnding(RunContext context, Frontier frontier)
{
    /// <summary>Ends a run in which nothing is under way any more, and nothing is to be begun.</summary>
    /// <param name="failures">What stopped it; none if it came to its end, or was suspended.</param>
    /// <param name="cancellation">Whether it was cancelled.</param>
    public async Task<State> EndAsync(IReadOnlyList<Failure> failures, CancellationToken cancellation)
    {
        if (failures.Count > 0)
        {
            await context.ChangeStateAsync(State.Failure, CancellationToken.None);
            Raise(failures);
        }

        State state = StateAtEnd();
        if (state == State.Suspended)
        {
            await context.ChangeStateAsync(State.Suspending, CancellationToken.None);
        }

        await context.ChangeStateAsync(state, CancellationToken.None);
        if (state == State.Suspended)
        {
            cancellation.ThrowIfCancellationRequested();
        }
        else if (state == State.Reverted)
        {
            var executed = await context.Storage.GetExecuteFailuresAsync(CancellationToken.None);
            var reverted = await context.Storage.GetRevertFailuresAsync(CancellationToken.None);
            Raise([.. executed.Values, .. reverted.Values]);
        }

        return state;
    }

    /// <summary>Notes that a run stopped because of an error of the engine's own, such as a store that fails; unless another engine has the flow.</summary>
    public async Task StopAsync(Exception error)
    {
        Log.EngineStopped(context.Logger, error, context.Storage.FlowName, context.Storage.FlowUuid);
        if (error is StaleWriteException)
        {
            return;
        }

        try
        {
            await context.ChangeStateAsync(State.Failure, CancellationToken.None);
        }
        catch (TaskFlowException again) when (!context.IsAbandoned)
        {
            Log.StopNotStored(context.Logger, again, context.Storage.FlowUuid);
        }
    }

    // Work left to do is also an atom that was called and is to be called again, and a failure that no retry was heard about.
    private State StateAtEnd()
    {
        int[] atoms = context.Graph.Atoms;
        return atoms.Any(atom => frontier.IsUnderWay(atom) || frontier.MayExecute(atom) || frontier.MayRevert(atom) || IsUnresolved(atom)) ? State.Suspended
            : atoms.All(atom => frontier.StateOf(atom) is State.Success or State.Ignore) ? State.Success
            : State.Reverted;
    }

    private bool IsUnresolved(int atom) =>
        !context.Options.NeverResolve && frontier.StateOf(atom) == State.Failure && frontier.IntentionOf(atom) == Intention.Execute;

    private static void Raise(IReadOnlyList<Failure> failures)
    {
        if (failures.Count == 1)
        {
            failures[0].Rethrow();
        }

        if (failures.Count > 1)
        {
            throw new WrappedFailureException(failures);
        }
    }
}
