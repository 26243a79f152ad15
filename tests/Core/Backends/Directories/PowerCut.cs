namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What a power failure leaves of what was not flushed.</summary>
public enum PowerCut
{
    /// <summary>Nothing.</summary>
    TakesAllThatWasNotFlushed,

    /// <summary>The names, whose files are as they were flushed: a file system that writes names first.</summary>
    TakesContentsThatWereNotFlushed,

    /// <summary>The contents, under names as they were flushed: a file system that writes contents first.</summary>
    TakesNamesThatWereNotFlushed,

    /// <summary>Everything: only the process ended.</summary>
    TakesNothing,
}
