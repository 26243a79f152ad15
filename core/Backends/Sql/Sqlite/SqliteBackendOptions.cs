namespace Orleans.TaskFlow;

/// <summary>Where a <see cref="SqliteBackend"/> keeps its file, and how it uses it.</summary>
public sealed class SqliteBackendOptions
{
    /// <summary>
    /// The database file; relative to the current folder unless it is rooted. File and folders are created by
    /// <see cref="IConnection.UpgradeAsync"/>. Two more files, with <c>-wal</c> and <c>-shm</c> added to its name, belong to it.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>
    /// How long a call waits for another process that is writing to the file; 5 seconds unless set. From zero (fails at once)
    /// to one day.
    /// </summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many bytes the record of a logbook, a flow or an atom may have, name, result and retry history together: 268,435,456 (256 MiB)
    /// unless set, from 10,000 to 536,870,912. A larger one is refused.
    /// </summary>
    public int MaxRecordSize { get; init; } = RecordLimit.Default;

    /// <summary>What a write waits for; the disk unless set.</summary>
    public SqliteSynchronous Synchronous { get; init; } = SqliteSynchronous.Full;
}
