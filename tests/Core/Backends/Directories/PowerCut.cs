namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What a power failure leaves of what was not flushed.</summary>
public enum PowerCut
{
    /// <summary>Nothing is left of it.</summary>
    TakesAllThatWasNotFlushed,

    /// <summary>The names, whose files are as they were flushed: a file system that writes names first.</summary>
    TakesContentsThatWereNotFlushed,

    /// <summary>The contents, under names as they were flushed: a file system that writes contents first.</summary>
    TakesNamesThatWereNotFlushed,

    /// <summary>By chance, any of the names and any of the sectors that were written, whatever their order was.</summary>
    TakesSomeOfAllThatWasNotFlushed,

    /// <summary>Nothing is lost: only the process ended.</summary>
    TakesNothing,
}
