namespace Orleans.TaskFlow;

/// <summary>What a write to SQLite waits for before it is acknowledged.</summary>
public enum SqliteSynchronous
{
    /// <summary>The disk: an acknowledged write survives a power failure, too.</summary>
    Full,

    /// <summary>
    /// The operating system: an acknowledged write survives the end of the process, however it comes, but the last ones may be
    /// lost in a power failure. The file stays sound.
    /// </summary>
    Normal,
}
