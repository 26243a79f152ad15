using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What a retry's class is told about how its attempts failed.</summary>
internal static class RetryFailures
{
    public static IReadOnlyDictionary<string, Failure> OfLastAttempt(RetryCall call) =>
        call.History.Attempts is [.., { } last] ? last.Failures : ImmutableDictionary<string, Failure>.Empty;
}
