using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>What flows ask of the grain of their logbook, where each keeps a record of its own.</summary>
[Alias("taskflow.ILogBookRecordGrain")]
internal interface ILogBookRecordGrain : ILogBookGrain
{
    /// <summary>Whether the logbook is there and lists that flow.</summary>
    [Alias("lists"), AlwaysInterleave]
    ValueTask<bool> ListsAsync(string flowUuid);
}
