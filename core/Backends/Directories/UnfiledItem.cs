namespace Orleans.TaskFlow;

/// <summary>What has changed of an item and is not in its files yet.</summary>
internal sealed class UnfiledItem
{
    /// <summary>What it is to be; <see langword="null"/> if only links are new.</summary>
    public Document? Json { get; set; }

    /// <summary>What never changes of it, where that is known.</summary>
    public ItemHead? Head { get; set; }

    /// <summary>The uuids that have to be linked, after those that are.</summary>
    public ItemLinks Links { get; } = new([]);

    /// <summary>When its file was written, as it says itself; once it is.</summary>
    public DateTime WrittenAt { get; set; }
}
