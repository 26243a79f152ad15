using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>Every message that this assembly logs. Ids: storage 100 to 199, SQL backends 200 to 299, engines and listeners 300 to 399, tasks 400 to 499.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Warning, "Atom '{Atom}' of flow {Flow} did not supply the part {Key} of its result that is to be known as '{Name}'.")]
    public static partial void ResultNotSupplied(ILogger logger, string atom, string flow, string key, string name);

    [LoggerMessage(101, LogLevel.Warning, "Attempt {Attempt} of {Attempts} to save {Record} failed; the next follows in {DelayMs} ms.")]
    public static partial void SaveFailed(ILogger logger, Exception error, int attempt, int attempts, string record, double delayMs);

    [LoggerMessage(102, LogLevel.Information, "{Record} was read again, because it was not known whether an earlier write of it had been applied.")]
    public static partial void ReadAgain(ILogger logger, string record);

    [LoggerMessage(200, LogLevel.Warning, "The transaction that failed on {Path} could not be undone in its session, which is opened again.")]
    public static partial void RollbackFailed(ILogger logger, Exception error, string path);

    [LoggerMessage(201, LogLevel.Warning, "The log of {Path} could not be copied into the database; it goes on growing until that succeeds.")]
    public static partial void CheckpointFailed(ILogger logger, Exception error, string path);

    [LoggerMessage(202, LogLevel.Warning, "{Path} holds {Count} flows or atoms whose logbook or flow is not there any more. They are left as they are.")]
    public static partial void OrphansFound(ILogger logger, string path, int count);

    [LoggerMessage(203, LogLevel.Warning, "SQLite {Version} may damage a file when other programs write to it, too, and both copy its log at the same moment; 3.51.3 cannot. Processes that use this library on one file avoid that.")]
    public static partial void EngineHasLogResetFault(ILogger logger, string version);

    [LoggerMessage(204, LogLevel.Debug, "A transaction on {Store} was undone because of another one (attempt {Attempt}), and is repeated.")]
    public static partial void Conflict(ILogger logger, Exception error, string store, int attempt);

    [LoggerMessage(300, LogLevel.Information, "Flow '{Flow}' ({FlowUuid}) went from {Previous} to {State}.")]
    public static partial void FlowStateChanged(ILogger logger, string flow, string flowUuid, State previous, State state);

    [LoggerMessage(301, LogLevel.Debug, "Atom '{Atom}' of flow {FlowUuid} went from {Previous} to {State}.")]
    public static partial void AtomStateChanged(ILogger logger, string atom, string flowUuid, State previous, State state);

    [LoggerMessage(302, LogLevel.Warning, "Atom '{Atom}' of flow {FlowUuid} is in {State}.")]
    public static partial void AtomFailed(ILogger logger, Exception? error, string atom, string flowUuid, State state);

    [LoggerMessage(303, LogLevel.Warning, "A listener for {Notification}s of flow {FlowUuid} failed; it goes on with the next.")]
    public static partial void ListenerFailed(ILogger logger, Exception error, string notification, string flowUuid);

    [LoggerMessage(304, LogLevel.Warning, "That task '{Task}' of flow {FlowUuid} is at {Progress} could not be stored; the task goes on.")]
    public static partial void ProgressNotStored(ILogger logger, Exception error, string task, string flowUuid, double progress);

    [LoggerMessage(305, LogLevel.Error, "The engine of flow '{Flow}' ({FlowUuid}) stopped because of an error. What is stored can be run on.")]
    public static partial void EngineStopped(ILogger logger, Exception error, string flow, string flowUuid);

    [LoggerMessage(306, LogLevel.Warning, "That flow {FlowUuid} stopped could not be stored.")]
    public static partial void StopNotStored(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(307, LogLevel.Warning, "The run of flow {FlowUuid} was interrupted (time {Attempt}); it goes on in {DelayMs} ms.")]
    public static partial void RunInterrupted(ILogger logger, Exception error, string flowUuid, int attempt, double delayMs);

    [LoggerMessage(308, LogLevel.Error, "The run of flow {FlowUuid} ended with an error. What is stored can be resumed.")]
    public static partial void RunFailed(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(309, LogLevel.Warning, "That flow {FlowUuid} is to be suspended could not be stored; its run ends all the same.")]
    public static partial void SuspensionNotNoted(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(310, LogLevel.Warning, "{Count} flows did not stop in time; they are left as they are, and can be resumed.")]
    public static partial void FlowsLeftRunning(ILogger logger, int count);

    [LoggerMessage(320, LogLevel.Warning, "{Call} of flow {FlowUuid} did not come back within {GraceMs} ms of being cancelled. The engine goes on without it; its code may still be running.")]
    public static partial void GivenUp(ILogger logger, PendingCall call, string flowUuid, double graceMs);

    [LoggerMessage(321, LogLevel.Warning, "{Call} of flow {FlowUuid} came back after the engine had gone on without it. What it gave is dropped.")]
    public static partial void CameBackLate(ILogger logger, PendingCall call, string flowUuid);

    [LoggerMessage(322, LogLevel.Warning, "What atoms of flow {FlowUuid} had registered for their cancellation failed.")]
    public static partial void CancellationFailed(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(EventId = 330, Message = "Flow '{Flow}' ({FlowUuid}) went from {Previous} to {State}.")]
    public static partial void FlowNotified(ILogger logger, LogLevel level, string flow, string flowUuid, State previous, State state);

    [LoggerMessage(EventId = 331, Message = "Task '{Task}' of flow '{Flow}' ({FlowUuid}) went from {Previous} to {State}.")]
    public static partial void TaskNotified(
        ILogger logger, LogLevel level, Exception? error, string task, string flow, string flowUuid, State previous, State state);

    [LoggerMessage(EventId = 332, Message = "Retry '{Retry}' of flow '{Flow}' ({FlowUuid}) went from {Previous} to {State}.")]
    public static partial void RetryNotified(
        ILogger logger, LogLevel level, Exception? error, string retry, string flow, string flowUuid, State previous, State state);

    [LoggerMessage(400, LogLevel.Warning, "What comes after task '{Task}' of flow {Flow} failed, too; the failure of the task itself is kept.")]
    public static partial void HookFailed(ILogger logger, Exception error, string task, string flow);
}
