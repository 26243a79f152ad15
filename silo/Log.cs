namespace Orleans.TaskFlow;

/// <summary>Every message that the silo's host logs. Event ids 4000 to 4099.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information,
        "Silo started: silo port {SiloPort}, gateway port {GatewayPort}, health port {HealthPort}, clustering {Clustering}, storage {Storage}, after {DurationMs} ms")]
    public static partial void SiloStarted(
        ILogger logger, int siloPort, int gatewayPort, int healthPort, string clustering, string storage, long durationMs);

    [LoggerMessage(4001, LogLevel.Information, "Silo draining, for {ShutdownTimeout} at most")]
    public static partial void SiloDraining(ILogger logger, TimeSpan shutdownTimeout);

    [LoggerMessage(4002, LogLevel.Information, "Silo drained")]
    public static partial void SiloDrained(ILogger logger);

    [LoggerMessage(4003, LogLevel.Information, "Silo told to stop before it had started")]
    public static partial void SiloNotStarted(ILogger logger);
}
