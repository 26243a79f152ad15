using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>What this assembly logs. Event ids 2000 to 2099: sessions with storages.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "The session with the storage of flow {FlowUuid} was opened again: its silo is gone, or it was not heard of for longer than its lease. Transient values are lost.")]
    public static partial void SessionReopened(ILogger logger, string flowUuid);

    [LoggerMessage(2001, LogLevel.Warning, "The session with the storage of flow {FlowUuid} could not be renewed.")]
    public static partial void SessionNotRenewed(ILogger logger, Exception error, string flowUuid);

    [LoggerMessage(2002, LogLevel.Debug, "The session with the storage of flow {FlowUuid} could not be closed; its lease ends by itself.")]
    public static partial void SessionNotClosed(ILogger logger, Exception error, string flowUuid);
}
