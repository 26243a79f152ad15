using System.Text;

namespace Orleans.TaskFlow;

/// <summary>Brings what is in a directory's log into the items' files, under the folder's exclusive lock.</summary>
/// <param name="store">The folder. Calls may go on reading and changing what is known of it meanwhile.</param>
/// <param name="changes">What is in the log. Nothing may be added to it any more.</param>
/// <param name="pace">How many files to flush one by one.</param>
/// <param name="durable">Whether a power failure counts.</param>
/// <param name="step">Called for each item and each link.</param>
/// <remarks>
/// Whatever this is interrupted by, the log still has everything, and making it all again comes to the same; so only the log may not
/// be begun anew before all of it is on the disk. Where a power failure counts, each file is written beside its place and renamed into
/// it: a person or a program without our locks sees the file as it was, or as it is to be. An order file always is, and is flushed before
/// that: the log does not have those links that were listed earlier.
/// </remarks>
internal sealed class DirectoryCheckpoint(DirectoryStore store, UnfiledChanges changes, DirectoryPace pace, bool durable, Action step)
{
    private readonly HashSet<string> _items = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<(string Staged, string File, bool IsOrder)> _files = [];

    /// <summary>Makes all changes; they are on the disk then.</summary>
    public void Make()
    {
        foreach (ItemFolder folder in changes.Cleared)
        {
            store.Disk.DeleteFolder(store.PathOf(folder));
            store.Disk.CreateFolder(store.PathOf(folder));
            _folders.Add(store.Root);
            _folders.Add(store.PathOf(folder));
        }

        foreach (ItemPath path in changes.Deleted)
        {
            store.Disk.DeleteFolder(store.PathOf(path));
            _folders.Add(store.PathOf(path.Folder));
        }

        Stage();
        bool together = durable && store.Disk.CanFlushAll && _files.Count > pace.MostFlushedAlone;
        bool ordersTogether = together && _files.Count(file => file.IsOrder) > pace.MostFlushedAlone;
        if (ordersTogether)
        {
            store.Disk.FlushAll(store.Root);
        }

        Place(flush: !together, flushOrders: !ordersTogether);
        if (together)
        {
            store.Disk.FlushAll(store.Root);
        }

        foreach (var (path, item) in changes.Items)
        {
            item.WrittenAt = store.WrittenAt(path);
        }
    }

    private void Place(bool flush, bool flushOrders)
    {
        if (durable)
        {
            FlushFiles(_files.Where(file => flush || (flushOrders && file.IsOrder)).Select(file => file.Staged));
        }

        foreach (var (path, item) in changes.Items)
        {
            string folder = store.PathOf(path);
            foreach (string linked in item.Links.Uuids)
            {
                string name = ItemFileName.Of(linked)!;
                store.Disk.Link(Path.Combine(folder, name), Path.Combine("..", "..", path.Folder.Linked!.Name, name));
                step();
            }
        }

        foreach (var (staged, file, _) in _files.Where(file => file.Staged != file.File))
        {
            store.Disk.Rename(staged, file);
        }

        if (durable && flush)
        {
            foreach (string folder in _items.Concat(_folders))
            {
                store.Disk.FlushFolder(folder);
            }
        }
    }

    private void FlushFiles(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            store.Disk.FlushFile(file);
        }
    }

    private void Stage()
    {
        try
        {
            foreach (var (path, item) in changes.Items)
            {
                string folder = store.PathOf(path);
                if (!Directory.Exists(folder))
                {
                    store.Disk.CreateFolder(folder);
                    _folders.Add(store.PathOf(path.Folder));
                }

                _items.Add(folder);
                if (item.Json is { } json)
                {
                    Stage(Path.Combine(folder, DirectoryStore.ItemFile), json.Utf8, isOrder: false);
                }

                if (item.Links.Count > 0)
                {
                    Stage(Path.Combine(folder, DirectoryStore.OrderFile), OrderOf(folder, item.Links), isOrder: true);
                }

                step();
            }
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            // The room that they take may be what is missing.
            foreach (var (staged, _, _) in _files.Where(file => file.Staged != file.File))
            {
                TryDelete(staged);
            }

            throw;
        }
    }

    private void Stage(string file, ReadOnlyMemory<byte> bytes, bool isOrder)
    {
        string staged = durable || isOrder ? store.Staged(_files.Count) : file;
        _files.Add((staged, file, isOrder));
        store.Disk.Write(staged, bytes);
    }

    // Made again after a part of it was made, it has to be the same: those that are new come last even if they are there already.
    private static byte[] OrderOf(string folder, ItemLinks added)
    {
        var order = new StringBuilder();
        foreach (string name in DirectoryStore.ListLinkNames(folder).Where(name => !added.Contains(ItemFileName.Decode(name))))
        {
            order.Append(name).Append('\n');
        }

        foreach (string uuid in added.Uuids)
        {
            order.Append(ItemFileName.Of(uuid)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(order.ToString());
    }

    private void TryDelete(string file)
    {
        try
        {
            store.Disk.DeleteFile(file);
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
        }
    }
}
