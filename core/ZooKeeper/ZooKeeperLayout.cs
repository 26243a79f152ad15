using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>The nodes that a backend needs before it can keep anything.</summary>
internal static class ZooKeeperLayout
{
    /// <summary>The version of the layout that this library writes.</summary>
    public const int Version = 1;

    /// <summary>Makes what is missing. Of several processes that do so at once, each node is made by one, and found by the others.</summary>
    public static async Task UpgradeAsync(ZooKeeperBackend backend, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        NodePaths paths = backend.Paths;
        if (await FindVersionAsync(backend, cancellationToken) is null)
        {
            foreach (string folder in paths.Folders)
            {
                if (await backend.Nodes.LookAsync(folder, cancellationToken) is null)
                {
                    await CreateAsync(backend, folder, [], cancellationToken);
                }
            }

            // Written last: a store that has it is complete.
            await CreateAsync(backend, paths.Format, Encoding.UTF8.GetBytes(Version.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        }
    }

    public static async Task ValidateAsync(ZooKeeperBackend backend, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        NodePaths paths = backend.Paths;
        NodeData format = await FindVersionAsync(backend, cancellationToken) ?? throw ZooKeeperFailure.NotUpgraded(backend.Description, paths.Format);
        foreach (string folder in paths.Folders)
        {
            if (await backend.Nodes.LookAsync(folder, cancellationToken) is null)
            {
                throw new StorageFailureException(
                    $"The {backend.Description} is incomplete: the node '{folder}' is missing. Restore it, or delete '{paths.Format}' and call UpgradeAsync to make an empty one.");
            }
        }

        // Whether it can be written, too. Somebody else who does the same at this moment has shown that.
        await backend.Nodes.WriteAsync([NodeWrite.Set(paths.Format, format.Bytes, format.Stat.Version)], writer: null, cancellationToken);
    }

    private static async Task CreateAsync(ZooKeeperBackend backend, string node, byte[] data, CancellationToken cancellationToken)
    {
        // A conflict: somebody else has made it just now; or what is above it has vanished, which the next one will say.
        NodeConflict? conflict = await backend.Nodes.WriteAsync([NodeWrite.Create(node, data)], writer: null, cancellationToken);
        if (conflict is not null && await backend.Nodes.LookAsync(node, cancellationToken) is null)
        {
            throw new StorageFailureException($"The node '{node}' of the {backend.Description} could not be made: the one above it is not there.");
        }
    }

    private static async Task<NodeData?> FindVersionAsync(ZooKeeperBackend backend, CancellationToken cancellationToken)
    {
        await backend.Nodes.SyncAsync("/", cancellationToken);
        if (await backend.Nodes.FindAsync(backend.Paths.Format, cancellationToken) is not { } format)
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(format.Bytes).Trim();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
        {
            throw ZooKeeperFailure.Damaged(backend.Paths.Format, new FormatException("It does not say which version of the layout this is."));
        }

        return version <= Version
            ? format
            : throw new IncompatibleVersionException(
                $"The {backend.Description} has the layout version {version}; this library knows versions up to {Version}. Use the version of the library that made it, or a newer one.");
    }
}
