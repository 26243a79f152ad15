namespace Orleans.TaskFlow;

/// <summary>The turn of one call on the folder of a directory backend; others wait until this is disposed.</summary>
internal sealed class DirectoryTurn(DirectoryHold hold, DirectoryTenure tenure) : IDisposable
{
    private bool _left;

    /// <summary>Ends once all that this call has seen is in the log.</summary>
    public Task Written => tenure.Written;

    /// <summary>Makes changes together, on a folder that is held exclusively.</summary>
    /// <returns>What ends once they are made for good. It need not be waited for in this turn.</returns>
    /// <exception cref="StorageFailureException">Nothing was changed.</exception>
    public ValueTask<Task> CommitAsync(IReadOnlyList<LogEntry> entries) => tenure.CommitAsync(entries);

    public void Dispose()
    {
        if (!_left)
        {
            _left = true;
            hold.Leave();
        }
    }
}
