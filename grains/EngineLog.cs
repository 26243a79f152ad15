using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>What engines log about their silo. Event ids 3000 to 3099.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(3000, LogLevel.Warning, "Silo {Silo} does not say which flows it has; none is placed there for now.")]
    public static partial void DeclaredFlowsUnknown(ILogger logger, Exception error, SiloAddress silo);

    [LoggerMessage(3001, LogLevel.Warning, "The engine of flow {FlowUuid} did not stop in time; what it still calls is refused, and another one goes on.")]
    public static partial void EngineEvicted(ILogger logger, string flowUuid);

    [LoggerMessage(3002, LogLevel.Information, "Flow {FlowUuid} is picked up here: it is to run, and nobody ran it.")]
    public static partial void FlowPickedUp(ILogger logger, string flowUuid);

    [LoggerMessage(3003, LogLevel.Warning, "The reminder of flow {FlowUuid} could not be removed; that is tried again when it is due.")]
    public static partial void ReminderNotRemoved(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(3004, LogLevel.Error, "The run of flow {FlowUuid} ended with an error. What is stored can be resumed.")]
    public static partial void RunFailed(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(3005, LogLevel.Warning, "The engine of flow {FlowUuid} has lost it to another one.")]
    public static partial void EngineLost(ILogger logger, string flowUuid);
}
