namespace Orleans.TaskFlow;

/// <summary>Where a <see cref="DirectoryBackend"/> keeps its files, and how it uses them.</summary>
public sealed class DirectoryBackendOptions
{
    /// <summary>
    /// The folder that holds everything; relative to the current folder unless it is rooted. It is created by
    /// <see cref="IConnection.UpgradeAsync"/>, and has to lie on a file system with locks and symbolic links.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>
    /// How many logbooks, flows and atoms are kept in memory, those used last; 1024 unless set. At least one. Those whose files are
    /// still to be written (see <see cref="DirectoryBackend"/>) are kept besides.
    /// </summary>
    public int MaxCacheSize { get; init; } = 1024;

    /// <summary>
    /// Whether a write waits for the disk; it does unless set. If not, an acknowledged write survives the end of the process,
    /// however it comes, but a power failure may take the last ones, or leave files that cannot be read.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>
    /// How many bytes the file of a logbook, a flow or an atom may have, name, result and retry history together: 268,435,456 (256 MiB)
    /// unless set, from 10,000 to 536,870,912. A larger one is refused.
    /// </summary>
    public int MaxRecordSize { get; init; } = RecordLimit.Default;

    /// <summary>
    /// How long a call waits for other processes that use the folder; 5 seconds unless set. From zero (fails at once) to one day. A
    /// process that writes lets others have the folder within milliseconds, and within seconds if it has thousands of files to write first.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
