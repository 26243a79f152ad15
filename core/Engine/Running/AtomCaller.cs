using System.Collections.Immutable;
using System.Diagnostics;

namespace Orleans.TaskFlow;

/// <summary>Calls atoms: finds their arguments, and makes of whatever they do a result.</summary>
/// <param name="context">The engine's.</param>
/// <param name="attempts">Which attempts the flow is in.</param>
/// <param name="limits">How long calls may take. What is read and written does not depend on it.</param>
internal sealed class AtomCaller(RunContext context, RetryAttempts attempts, CallLimits limits)
{
    private static readonly ImmutableDictionary<string, Document> _none = ImmutableDictionary<string, Document>.Empty;

    /// <summary>Prepares the call of an atom that is RUNNING or REVERTING: what is looked up is what there is now.</summary>
    /// <exception cref="NotFoundException">An argument cannot be had.</exception>
    public async ValueTask<PendingCall> PrepareAsync(ExecutionNode node, bool executes)
    {
        IReadOnlyDictionary<string, Document> arguments = await ArgumentsAsync(node, executes);
        ProgressReports? reports = node.Kind == NodeKind.Task ? new ProgressReports(context, node.Name) : null;
        if (executes)
        {
            if (node.Atom is TaskAtom task)
            {
                TaskCall call = TaskCallOf(node, arguments, reports!);
                return new PendingCall(node, executes, token => task.ExecuteAsync(call, token), reports);
            }

            RetryCall retryCall = await RetryCallAsync(node, arguments, executes: true);
            return new PendingCall(node, executes, token => ((RetryAtom)node.Atom!).ExecuteAsync(retryCall, token));
        }

        var failures = await context.Storage.GetExecuteFailuresAsync();
        if (node.Atom is TaskAtom reverted)
        {
            TaskRevertCall call = await RevertCallAsync(node, arguments, failures, reports!);
            return new PendingCall(node, executes, token => reverted.RevertAsync(call, token), reports);
        }

        RetryRevertCall revert = await RetryRevertCallAsync(node, arguments, failures);
        return new PendingCall(node, executes, token => ((RetryAtom)node.Atom!).RevertAsync(revert, token));
    }

    /// <summary>Calls an atom. Whatever it throws is in the result.</summary>
    public async ValueTask<CallResult> CallAsync(PendingCall call, CallGuard guard)
    {
        using Activity? activity = Telemetry.StartCall(call.Node.Name, call.Executes);
        CallResult result = await ResultOfAsync(call, guard) with { Duration = guard.Elapsed };
        if (result.Failure is not null)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        if (Telemetry.MeasuresCalls)
        {
            Telemetry.Called(call.Node.Atom!.Kind, call.Executes, result.Failure is not null, result.Duration);
        }

        return result;
    }

    /// <summary>Asks a retry what to do about a failure that its history has.</summary>
    public async ValueTask<RetryDecision> AskAsync(ExecutionNode node)
    {
        RetryCall call = await RetryCallAsync(node, await ArgumentsAsync(node, executes: true), executes: false);
        var retry = (RetryAtom)node.Atom!;
        RetryDecision decision = await limits.WithinAsync(
            $"The decision of {retry.Label}", limits.Of(retry), token => retry.DecideAsync(call, token));
        return Enum.IsDefined(decision)
            ? decision
            : throw new InvalidOperationException($"Retry '{node.Name}' decided {(int)decision}; it may decide {string.Join(", ", Enum.GetNames<RetryDecision>())}.");
    }

    private async ValueTask<CallResult> ResultOfAsync(PendingCall call, CallGuard guard)
    {
        try
        {
            return new CallResult(call.Node.Index, call.Executes, await call.Make(guard.Token) ?? Document.Null, Failure: null);
        }
        catch (Exception error) when (guard.HasExpired)
        {
            return CallResult.Of(call, Failure.FromException(guard.Overdue(error)));
        }
        catch (OperationCanceledException) when (limits.Cancellation.IsCancellationRequested)
        {
            return CallResult.Of(call, failure: null);
        }
        catch (Exception error)
        {
            return CallResult.Of(call, Failure.FromException(error));
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

    private TaskCall TaskCallOf(ExecutionNode node, IReadOnlyDictionary<string, Document> arguments, ProgressReports reports)
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
            Progress = reports.ReportAsync,
        };
    }

    private async ValueTask<TaskRevertCall> RevertCallAsync(
        ExecutionNode node, IReadOnlyDictionary<string, Document> arguments, IReadOnlyDictionary<string, Failure> failures, ProgressReports reports)
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
            Progress = reports.ReportAsync,
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
}
