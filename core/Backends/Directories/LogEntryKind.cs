namespace Orleans.TaskFlow;

/// <summary>What an entry of a directory's log does.</summary>
internal enum LogEntryKind
{
    /// <summary>Writes an item's JSON.</summary>
    Set,

    /// <summary>Adds a link below an item.</summary>
    Link,

    /// <summary>Deletes an item.</summary>
    Delete,

    /// <summary>Deletes all items of a folder.</summary>
    Clear,
}
