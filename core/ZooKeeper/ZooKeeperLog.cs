using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>Every message that this assembly logs. Ids: 300 to 399.</summary>
internal static partial class ZooKeeperLog
{
    [LoggerMessage(300, LogLevel.Warning, "The session with the {Store} has ended: the servers heard nothing of it for too long, or refused it. The next call begins another one.")]
    public static partial void SessionEnded(ILogger logger, string store);

    [LoggerMessage(301, LogLevel.Information, "The session with the {Store} was left to its time-out, for the servers did not answer.")]
    public static partial void SessionNotClosed(ILogger logger, Exception error, string store);

    [LoggerMessage(302, LogLevel.Debug, "The {Store} could not be reached at {Host}:{Port}; the next of its servers is tried.")]
    public static partial void ConnectionFailed(ILogger logger, Exception error, string store, string host, int port);
}
