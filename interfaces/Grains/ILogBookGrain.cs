using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>One logbook's own record, and which flows it has.</summary>
[Alias("taskflow.ILogBookGrain")]
internal interface ILogBookGrain : IGrainWithStringKey
{
    /// <summary>The logbook.</summary>
    /// <exception cref="NotFoundException">There is no such logbook.</exception>
    [Alias("read"), AlwaysInterleave]
    ValueTask<BookSnapshot> ReadAsync();

    /// <summary>Saves the logbook, its flows and their atoms, creating what is new.</summary>
    [Alias("save")]
    ValueTask SaveAsync(BookWrite write);

    /// <summary>Deletes the logbook, its flows and their atoms, or goes on where an earlier call was cut short.</summary>
    /// <exception cref="NotFoundException">There is no such logbook.</exception>
    [Alias("destroy")]
    ValueTask DestroyAsync();
}
