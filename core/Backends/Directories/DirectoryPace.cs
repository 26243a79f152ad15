namespace Orleans.TaskFlow;

/// <summary>How long a backend keeps its folder to itself between calls, and how long what is in the log is not in the items' files.</summary>
internal sealed record DirectoryPace
{
    /// <summary>How often to look whether others wait for the folder, while it is kept. Infinite for never.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>After so long without a call it is let go.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>While calls go on, the items' files are no older than this, unless bringing them up to date takes more than a tenth of it.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a log becomes, in bytes, before calls append to the other one.</summary>
    public int LogSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long a log becomes, in bytes, before calls wait because the other one is still being filed.</summary>
    public int MostLogSize { get; init; } = 256 * 1024 * 1024;

    /// <summary>By how many bytes the log grows at a time.</summary>
    public int LogGrowth { get; init; } = 1024 * 1024;

    /// <summary>How many items may differ from their files before they are brought into them.</summary>
    public int MostUnfiled { get; init; } = 10_000;

    /// <summary>How many files are flushed one by one. With more it is faster to flush all that is on their file system.</summary>
    public int MostFlushedAlone { get; init; } = 16;
}
