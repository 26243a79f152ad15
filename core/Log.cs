using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>Every message that this assembly logs. Ids: storage 100 to 199, SQL backends 200 to 299.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Warning, "Atom '{Atom}' of flow {Flow} did not supply the part {Key} of its result that is to be known as '{Name}'.")]
    public static partial void ResultNotSupplied(ILogger logger, string atom, string flow, string key, string name);

    [LoggerMessage(101, LogLevel.Warning, "Attempt {Attempt} of {Attempts} to save {Record} failed; the next follows in {DelayMs} ms.")]
    public static partial void SaveFailed(ILogger logger, Exception error, int attempt, int attempts, string record, double delayMs);

    [LoggerMessage(102, LogLevel.Information, "{Record} was read again, because it was not known whether an earlier write of it had been applied.")]
    public static partial void ReadAgain(ILogger logger, string record);
}
