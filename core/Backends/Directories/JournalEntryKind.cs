namespace Orleans.TaskFlow;

/// <summary>What a step of a transaction on a folder does.</summary>
internal enum JournalEntryKind
{
    /// <summary>Puts a staged file in the place of an item's.</summary>
    Set,

    /// <summary>Adds links below an item.</summary>
    Link,

    /// <summary>Deletes an item.</summary>
    Delete,

    /// <summary>Deletes all items of a folder.</summary>
    Clear,
}
