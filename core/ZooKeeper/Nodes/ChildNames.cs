using System.Text;

namespace Orleans.TaskFlow;

/// <summary>How many nodes may be below one: their names come in one packet, and more could be written, but never read again.</summary>
internal static class ChildNames
{
    /// <summary>How many bytes the names below one node may take, each with four more for its length.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>So many nodes can be listed, whatever their names.</summary>
    public const int SurelyListed = MaxBytes / (NodeName.MaxBytes + 4);

    // A uuid as programs make them.
    private const int UsualName = 36;

    /// <exception cref="StorageFailureException">They do not fit beside those that are there.</exception>
    public static async Task CheckAsync(
        ZooKeeperNodes nodes, string node, int there, IReadOnlyCollection<string> added, string subject, CancellationToken cancellationToken)
    {
        int longest = Math.Max(UsualName, added.Max(Encoding.UTF8.GetByteCount));
        if ((long)(there + added.Count) * (longest + 4) <= MaxBytes)
        {
            return;
        }

        var names = await nodes.ListAsync(node, cancellationToken) ?? [];
        if (names.Union(added, StringComparer.Ordinal).Sum(name => 4L + Encoding.UTF8.GetByteCount(name)) > MaxBytes)
        {
            throw new StorageFailureException(
                $"The {subject} cannot have {added.Count} more below it, beside the {names.Count} that are there: ZooKeeper lists the names below a node in "
                + $"one packet, which takes {MaxBytes} bytes, or about {MaxBytes / (UsualName + 4)} uuids. Divide them.");
        }
    }
}
