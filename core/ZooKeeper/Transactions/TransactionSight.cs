using System.Collections.Concurrent;

namespace Orleans.TaskFlow;

/// <summary>What a transaction has seen of the store, and goes by as it is made.</summary>
internal sealed class TransactionSight
{
    /// <summary>The nodes that were looked for.</summary>
    public ConcurrentDictionary<ItemPath, SeenNode> Nodes { get; } = [];

    /// <summary>The names of the links below the items that are to be deleted.</summary>
    public ConcurrentDictionary<ItemPath, IReadOnlyList<string>> Links { get; } = [];

    /// <summary>Items that are linked already where they are to be linked.</summary>
    public ConcurrentDictionary<ItemPath, bool> Linked { get; } = [];

    /// <summary>The logbook that is to be destroyed.</summary>
    public StoredNode? Book { get; set; }

    /// <summary>Whether the links that are there have to be asked for before others are made.</summary>
    public bool ListsLinks { get; set; }
}
