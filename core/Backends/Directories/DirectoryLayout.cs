using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>The folders and files that a directory backend needs before it can keep anything.</summary>
internal static class DirectoryLayout
{
    /// <summary>The version of the layout that this library writes.</summary>
    public const int Version = 1;

    public static async Task UpgradeAsync(DirectoryBackend backend, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        backend.ThrowIfDisposed();
        DirectoryStore store = backend.Store;
        Guard(store, () =>
        {
            if (VersionOf(store) is null)
            {
                CreateFolder(store, store.Root);
            }

            backend.Lock.CreateFiles();
        });
        await backend.Hold.PrepareAsync(
            () =>
            {
                CreateFolder(store, store.Staging);
                foreach (ItemFolder folder in ItemFolder.All)
                {
                    CreateFolder(store, store.PathOf(folder));
                }

                CreateFile(store, store.LogFile, DirectoryLog.Empty());
                CreateFile(store, store.SecondLogFile, DirectoryLog.Empty());
                if (VersionOf(store) is null)
                {
                    CreateFile(store, store.FormatFile, Encoding.UTF8.GetBytes($"{Version}\n"));
                }
            },
            cancellationToken);
    }

    public static async Task ValidateAsync(DirectoryBackend backend, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DirectoryStore store = backend.Store;
        using DirectoryTurn turn = await backend.EnterAsync(exclusive: true, cancellationToken);
        Guard(store, () =>
        {
            if (VersionOf(store) is null)
            {
                throw new StorageFailureException(
                    $"The directory '{store.Root}' is no store of this library yet: the file '{store.FormatFile}' is missing. Call UpgradeAsync (taskflow upgrade).");
            }

            foreach (string folder in ItemFolder.All.Select(store.PathOf).Prepend(store.Staging))
            {
                if (!Directory.Exists(folder))
                {
                    throw new StorageFailureException(
                        $"The directory '{store.Root}' is incomplete: the folder '{folder}' is missing. Restore it, or call UpgradeAsync to make an empty one.");
                }
            }

            string probe = Path.Combine(store.Staging, "probe");
            store.Disk.Write(probe, Encoding.UTF8.GetBytes("probe"));
            store.Disk.DeleteFile(probe);
        });
    }

    /// <summary>The version of a folder's layout; <see langword="null"/> if it has none yet, whoever made it.</summary>
    private static int? VersionOf(DirectoryStore store)
    {
        if (!File.Exists(store.FormatFile))
        {
            return null;
        }

        string text = File.ReadAllText(store.FormatFile).Trim();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
        {
            throw DirectoryFailure.Damaged(store.FormatFile, new FormatException("It does not say which version of the layout this is."));
        }

        return version <= Version
            ? version
            : throw new IncompatibleVersionException(
                $"The directory '{store.Root}' has the layout version {version}; this library knows versions up to {Version}. Use the version of the library that made it, or a newer one.");
    }

    private static void CreateFolder(DirectoryStore store, string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        string? parent = Path.GetDirectoryName(path);
        if (parent is not null)
        {
            CreateFolder(store, parent);
        }

        store.Disk.CreateFolder(path);
        if (parent is not null)
        {
            store.Disk.FlushFolder(parent);
        }
    }

    private static void CreateFile(DirectoryStore store, string path, byte[] contents)
    {
        if (!File.Exists(path))
        {
            string staged = Path.Combine(store.Staging, Path.GetFileName(path));
            store.Disk.Write(staged, contents);
            store.Disk.FlushFile(staged);
            store.Disk.Rename(staged, path);
            store.Disk.FlushFolder(store.Root);
        }
    }

    private static void Guard(DirectoryStore store, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            throw DirectoryFailure.Of(store.Root, error);
        }
    }
}
