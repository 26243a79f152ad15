using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>What this assembly logs. Event ids 2000 to 2099: sessions with storages; 2100 to 2199: flows that the cluster runs.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "The session with the storage of flow {FlowUuid} was opened again: its silo is gone, or it was not heard of for longer than its lease. Transient values are lost.")]
    public static partial void SessionReopened(ILogger logger, string flowUuid);

    [LoggerMessage(2001, LogLevel.Warning, "The session with the storage of flow {FlowUuid} could not be renewed.")]
    public static partial void SessionNotRenewed(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(2002, LogLevel.Debug, "The session with the storage of flow {FlowUuid} could not be closed; its lease ends by itself.")]
    public static partial void SessionNotClosed(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(2100, LogLevel.Information, "A call about the run of flow {FlowUuid} got no answer, and is made again.")]
    public static partial void EngineCallRepeated(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(2101, LogLevel.Information, "Flow {FlowUuid} cannot be watched for the moment; notifications are missed.")]
    public static partial void WatchInterrupted(ILogger logger, Exception error, string flowUuid);
}
