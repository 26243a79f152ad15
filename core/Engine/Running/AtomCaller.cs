using System.Collections.Immutable;
using System.Diagnostics;

namespace Orleans.TaskFlow;

/// <summary>Calls atoms: finds their arguments, and makes of whatever they do a result.</summary>
/// <param name="context">The engine's.</param>
/// <param name="attempts">Which attempts the flow is in.</param>
/// <param name="waiting">Ends the waiting for a place, where places are few.</param>
/// <param name="cancellationToken">Handed to the atoms; what is read and written does not depend on it.</param>
internal sealed class AtomCaller(
    RunContext context, RetryAttempts attempts, CancellationToken waiting, CancellationToken cancellationToken)
{
    private static readonly ImmutableDictionary<string, Document> _none = ImmutableDictionary<string, Document>.Empty;

    /// <summary>Prepares the call of an atom that is RUNNING or REVERTING: what is looked up is what there is now.</summary>
    /// <exception cref="NotFoundException">An argument cannot be had.</exception>
    public async ValueTask<Func<ValueTask<Document>>> PrepareAsync(ExecutionNode node, bool executes)
    {
        IReadOnlyDictionary<string, Document> arguments = await ArgumentsAsync(node, executes);
        if (executes)
        {
            if (node.Atom is TaskAtom task)
            {
                TaskCall call = TaskCallOf(node, arguments);
                return () => task.ExecuteAsync(call, cancellationToken);
            }

            RetryCall retryCall = await RetryCallAsync(node, arguments, executes: true);
            return () => ((RetryAtom)node.Atom!).ExecuteAsync(retryCall, cancellationToken);
        }

        var failures = await context.Storage.GetExecuteFailuresAsync();
        if (node.Atom is TaskAtom reverted)
        {
            TaskRevertCall call = await RevertCallAsync(node, arguments, failures);
            return () => reverted.RevertAsync(call, cancellationToken);
        }

        RetryRevertCall revert = await RetryRevertCallAsync(node, arguments, failures);
        return () => ((RetryAtom)node.Atom!).RevertAsync(revert, cancellationToken);
    }

    /// <summary>Calls an atom. Whatever it throws is in the result.</summary>
    public ValueTask<CallResult> CallAsync(int node, bool executes, Func<ValueTask<Document>> call) =>
        context.Options.Places is { } places ? CallInPlaceAsync(places, node, executes, call) : CallAtOnceAsync(node, executes, call);

    private async ValueTask<CallResult> CallInPlaceAsync(CallPlaces places, int node, bool executes, Func<ValueTask<Document>> call)
    {
        if (!await places.EnterAsync(waiting))
        {
            return new CallResult(node, executes, Result: null, Failure: null);
        }

        try
        {
            // Whoever lost the flow meanwhile is not to call anything any more.
            return cancellationToken.IsCancellationRequested
                ? new CallResult(node, executes, Result: null, Failure: null)
                : await CallAtOnceAsync(node, executes, call);
        }
        finally
        {
            places.Leave();
        }
    }

    private async ValueTask<CallResult> CallAtOnceAsync(int node, bool executes, Func<ValueTask<Document>> call)
    {
        using Activity? activity = Telemetry.StartCall(context.Graph[node].Name, executes);
        long started = Telemetry.MeasuresCalls ? context.Time.GetTimestamp() : 0;
        CallResult result = await ResultOfAsync(node, executes, call);
        if (result.Failure is not null)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        if (started != 0)
        {
            Telemetry.Called(context.Graph[node].Atom!.Kind, executes, result.Failure is not null, context.Time.GetElapsedTime(started));
        }

        return result;
    }

    /// <summary>Asks a retry what to do about a failure that its history has.</summary>
    public async ValueTask<RetryDecision> AskAsync(ExecutionNode node)
    {
        RetryCall call = await RetryCallAsync(node, await ArgumentsAsync(node, executes: true), executes: false);
        RetryDecision decision = await ((RetryAtom)node.Atom!).DecideAsync(call, cancellationToken);
        return Enum.IsDefined(decision)
            ? decision
            : throw new InvalidOperationException($"Retry '{node.Name}' decided {(int)decision}; it may decide {string.Join(", ", Enum.GetNames<RetryDecision>())}.");
    }

    private async ValueTask<CallResult> ResultOfAsync(int node, bool executes, Func<ValueTask<Document>> call)
    {
        try
        {
            return new CallResult(node, executes, await call() ?? Document.Null, Failure: null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new CallResult(node, executes, Result: null, Failure: null);
        }
        catch (Exception error)
        {
            return new CallResult(node, executes, Result: null, Failure.FromException(error));
        }
    }

    private async ValueTask<IReadOnlyDictionary<string, Document>> ArgumentsAsync(ExecutionNode node, bool executes)
    {
        ArgumentPlan plan = (executes ? node.Execute : node.Revert)!;
        if (plan.Mapping.Count == 0)
        {
            return _none;
        }

        var found = await context.Storage.FetchMappedArgsAsync(plan.Mapping, node.Name, plan.Scope, plan.Optional);
        if (plan.Defaults.IsEmpty || plan.Defaults.All(argument => found.ContainsKey(argument.Name)))
        {
            return found;
        }

        var completed = new Dictionary<string, Document>(found, StringComparer.Ordinal);
        foreach (AtomArgument argument in plan.Defaults)
        {
            completed.TryAdd(argument.Name, argument.Default!);
        }

        return completed;
    }

    private TaskCall TaskCallOf(ExecutionNode node, IReadOnlyDictionary<string, Document> arguments)
    {
        var (attempt, id) = attempts.Of(node, executes: true);
        return new TaskCall
        {
            FlowUuid = context.Storage.FlowUuid,
            FlowName = context.Storage.FlowName,
            AtomName = node.Name,
            Attempt = attempt,
            AttemptId = id,
            Arguments = arguments,
            Services = context.Options.Services,
            Progress = (progress, details) => ReportAsync(node, progress, details),
        };
    }

    private async ValueTask<TaskRevertCall> RevertCallAsync(
        ExecutionNode node, IReadOnlyDictionary<string, Document> arguments, IReadOnlyDictionary<string, Failure> failures)
    {
        Document result = await context.Storage.GetExecuteResultAsync(node.Name);
        Failure? failure = FailureIn(result, failures.GetValueOrDefault(node.Name))
            ?? FailureIn(result, (await context.Storage.GetRevertFailuresAsync()).GetValueOrDefault(node.Name));
        var (attempt, id) = attempts.Of(node, executes: false);
        return new TaskRevertCall
        {
            FlowUuid = context.Storage.FlowUuid,
            FlowName = context.Storage.FlowName,
            AtomName = node.Name,
            Attempt = attempt,
            AttemptId = id,
            Arguments = arguments,
            Services = context.Options.Services,
            Progress = (progress, details) => ReportAsync(node, progress, details),
            Result = failure is null ? result : Document.Null,
            Failure = failure,
            FlowFailures = failures,
        };
    }

    private async ValueTask<RetryCall> RetryCallAsync(ExecutionNode node, IReadOnlyDictionary<string, Document> arguments, bool executes)
    {
        var (attempt, id) = attempts.Of(node, executes);
        return new RetryCall
        {
            FlowUuid = context.Storage.FlowUuid,
            FlowName = context.Storage.FlowName,
            AtomName = node.Name,
            Attempt = attempt,
            AttemptId = id,
            Arguments = arguments,
            Services = context.Options.Services,
            History = await context.Storage.GetRetryHistoryAsync(node.Name),
        };
    }

    private async ValueTask<RetryRevertCall> RetryRevertCallAsync(
        ExecutionNode node, IReadOnlyDictionary<string, Document> arguments, IReadOnlyDictionary<string, Failure> failures)
    {
        var (attempt, id) = attempts.Of(node, executes: false);
        return new RetryRevertCall
        {
            FlowUuid = context.Storage.FlowUuid,
            FlowName = context.Storage.FlowName,
            AtomName = node.Name,
            Attempt = attempt,
            AttemptId = id,
            Arguments = arguments,
            Services = context.Options.Services,
            History = await context.Storage.GetRetryHistoryAsync(node.Name),
            FlowFailures = failures,
        };
    }

    // A result is a failure's document where the atom failed; only the storage's own list tells that from a result like one.
    private static Failure? FailureIn(Document result, Failure? known) =>
        known is not null && known.ToDocument().Equals(result) ? known : null;

    private async ValueTask ReportAsync(ExecutionNode node, double progress, Document? details)
    {
        try
        {
            await context.Storage.SetTaskProgressAsync(node.Name, progress, details);
            context.Notifications.Publish(
                new ProgressNotification(context.Storage.FlowUuid, context.Storage.FlowName, node.Name, progress, details));
        }
        catch (Exception error)
        {
            Log.ProgressNotStored(context.Logger, error, node.Name, context.Storage.FlowUuid, progress);
        }
    }
}
