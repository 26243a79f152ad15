using System.Text;

namespace Orleans.TaskFlow;

/// <summary>Makes the changes of a transaction in a folder, whose exclusive lock is held.</summary>
/// <remarks>
/// The change of one item that is there takes effect as its new file is renamed over the old one. Anything else takes effect as the
/// journal, which lists all the steps, is renamed into its place: from then on whoever takes the lock next, after whatever crash,
/// makes the steps to their end before looking at anything. So others see all of a transaction, or nothing; and each file is on
/// the disk before what refers to it.
/// </remarks>
internal sealed class DirectoryCommit(DirectoryStore store, DirectoryLease lease)
{
    /// <exception cref="StorageFailureException">The changes could not be made, or it is unknown whether they were.</exception>
    public void Make(IReadOnlyList<PathChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        foreach (PathChange change in changes)
        {
            RefuseUnlessNameable(change.Path);
            if (change.Item is not null)
            {
                // It is known anew once the change is made, whichever way that ends.
                store.Cache.Remove(FileOf(change.Path));
            }
        }

        PathChange[] sets = [.. changes.Where(change => change.Item is not null)];
        string? only = changes.Count == 1 && sets.Length == 1 ? FileOf(sets[0].Path) : null;
        if (only is not null && File.Exists(only))
        {
            Guard(() =>
            {
                Stage(sets);
                NextGeneration();
                store.Disk.Rename(store.Staged(0), only);
            });
            Guard(() => store.Disk.FlushFolder(Path.GetDirectoryName(only)!), outcomeUnknown: true);
        }
        else
        {
            Decide(() => [.. Stage(sets), .. Links(changes), .. Deletes(changes)]);
        }

        foreach (PathChange set in sets)
        {
            string file = FileOf(set.Path);
            PathItem item = set.Item!;
            store.Remember(file, new CachedItem(File.GetLastWriteTimeUtc(file), item.Head, item.LargeResult is null ? item.Record : null));
        }
    }

    /// <summary>Deletes all items.</summary>
    /// <exception cref="StorageFailureException">They could not be deleted, or it is unknown whether they were.</exception>
    public void Clear()
    {
        store.Cache.Clear();
        Decide(static () => [.. ItemFolder.All.Select(JournalEntry.Clear)]);
    }

    /// <summary>Makes the steps that a process which came to its end had decided, if there are any.</summary>
    /// <exception cref="InvalidFormatException">The journal is damaged.</exception>
    public void Recover()
    {
        if (!File.Exists(store.JournalFile))
        {
            return;
        }

        NextGeneration();
        store.Cache.Clear();
        IReadOnlyList<JournalEntry> entries;
        try
        {
            entries = DirectoryJournal.Read(File.ReadAllBytes(store.JournalFile));
        }
        catch (FormatException error)
        {
            throw DirectoryFailure.Damaged(store.JournalFile, error);
        }

        Apply(entries);
    }

    private void Decide(Func<IReadOnlyList<JournalEntry>> plan)
    {
        IReadOnlyList<JournalEntry> entries = [];
        string journal = Path.Combine(store.Staging, "journal");
        Guard(() =>
        {
            entries = plan();
            store.Disk.FlushFolder(store.Staging);
            store.Disk.Write(journal, 0, [DirectoryJournal.Write(entries)]);
            store.Disk.FlushFile(journal);
            NextGeneration();
            store.Disk.Rename(journal, store.JournalFile);
        });
        Guard(
            () =>
            {
                store.Disk.FlushFolder(store.Root);
                Apply(entries);
            },
            outcomeUnknown: true);
    }

    private List<JournalEntry> Stage(IReadOnlyList<PathChange> sets)
    {
        var entries = new List<JournalEntry>(sets.Count);
        try
        {
            foreach (PathChange set in sets)
            {
                string file = store.Staged(entries.Count);
                entries.Add(JournalEntry.Set(set.Path.Folder, ItemFileName.Of(set.Path.Uuid)!, entries.Count));
                store.Disk.Write(file, 0, [set.Item!.Json.Utf8]);
                store.Disk.FlushFile(file);
            }
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            // The room that they take may be what is missing.
            for (int number = 0; number < entries.Count; number++)
            {
                TryDelete(store.Staged(number));
            }

            throw;
        }

        return entries;
    }

    private IEnumerable<JournalEntry> Links(IReadOnlyList<PathChange> changes)
    {
        foreach (var links in changes.Where(change => change.Linked is not null).GroupBy(change => change.Path))
        {
            string name = ItemFileName.Of(links.Key.Uuid)!;
            string item = store.PathOf(links.Key.Folder, name);
            List<string> added =
            [
                .. links.Select(link => ItemFileName.Of(link.Linked!)!)
                    .Distinct(StringComparer.Ordinal)
                    .Where(link => new FileInfo(Path.Combine(item, link)).LinkTarget is null),
            ];
            if (added.Count == 0)
            {
                continue;
            }

            var order = new FileInfo(Path.Combine(item, DirectoryStore.OrderFile));
            if (!order.Exists && Directory.Exists(item))
            {
                // Links that another program made came first.
                added.InsertRange(0, DirectoryStore.ListLinkNames(item));
            }

            yield return JournalEntry.Link(links.Key.Folder, name, order.Exists ? order.Length : 0, added);
        }
    }

    private static IEnumerable<JournalEntry> Deletes(IReadOnlyList<PathChange> changes) =>
        changes.Where(change => change.IsDelete).Select(change => JournalEntry.Delete(change.Path.Folder, ItemFileName.Of(change.Path.Uuid)!));

    private void Apply(IReadOnlyList<JournalEntry> entries)
    {
        var items = new HashSet<string>(StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (JournalEntry entry in entries)
        {
            string folder = store.PathOf(entry.Folder);
            string item = Path.Combine(folder, entry.Name);
            folders.Add(entry.Kind == JournalEntryKind.Clear ? store.Root : folder);
            switch (entry.Kind)
            {
                case JournalEntryKind.Set:
                    store.Disk.CreateFolder(item);
                    items.Add(item);
                    if (File.Exists(store.Staged(entry.Number)))
                    {
                        store.Disk.Rename(store.Staged(entry.Number), Path.Combine(item, DirectoryStore.ItemFile));
                    }

                    break;
                case JournalEntryKind.Link:
                    Link(entry, item);
                    items.Add(item);
                    break;
                case JournalEntryKind.Delete:
                    store.Disk.DeleteFolder(item);
                    break;
                default:
                    store.Disk.DeleteFolder(folder);
                    store.Disk.CreateFolder(folder);
                    break;
            }
        }

        foreach (string changed in items.Concat(folders))
        {
            store.Disk.FlushFolder(changed);
        }

        // Made twice, after later transactions, these steps would undo those: the journal has to be gone for good before the next.
        store.Disk.DeleteFile(store.JournalFile);
        store.Disk.FlushFolder(store.Root);
    }

    private void Link(JournalEntry entry, string item)
    {
        foreach (string link in entry.Links)
        {
            store.Disk.Link(Path.Combine(item, link), Path.Combine("..", "..", entry.Folder.Linked!.Name, link));
        }

        string order = Path.Combine(item, DirectoryStore.OrderFile);
        store.Disk.Write(order, entry.Number, [Encoding.UTF8.GetBytes(string.Concat(entry.Links.Select(link => link + "\n")))]);
        store.Disk.FlushFile(order);
    }

    private void RefuseUnlessNameable(ItemPath path)
    {
        if (ItemFileName.Of(path.Uuid) is null)
        {
            throw DirectoryFailure.NameTooLong(store.Root, path);
        }
    }

    private string FileOf(ItemPath path) =>
        Path.Combine(store.PathOf(path.Folder, ItemFileName.Of(path.Uuid)!), DirectoryStore.ItemFile);

    private void NextGeneration() => store.Cache.Generation = lease.NextGeneration();

    private void Guard(Action action, bool outcomeUnknown = false)
    {
        try
        {
            action();
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            throw DirectoryFailure.Of(store.Root, error, outcomeUnknown);
        }
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
