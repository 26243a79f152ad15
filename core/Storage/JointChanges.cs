namespace Orleans.TaskFlow;

/// <summary>Changes several atoms in one write of the store, where that is one commit: all of them, or none.</summary>
internal sealed class JointChanges(FlowContents contents, IJointConnection connection, DetailWriter writer, AtomChanges atoms, Doubts doubts)
{
    /// <summary>Saves what atoms returned, and which states others are in.</summary>
    /// <param name="saves">An atom once at most.</param>
    public async Task SaveAsync(IReadOnlyList<AtomSave> saves)
    {
        AtomEntry[] entries = Find(saves);

        // In one order, so that two such calls do not wait for each other.
        AtomEntry[] turns = [.. entries.OrderBy(entry => entry.Uuid, StringComparer.Ordinal)];
        int held = 0;
        try
        {
            for (; held < turns.Length; held++)
            {
                await turns[held].Turn.WaitAsync();
            }

            foreach (AtomEntry entry in entries)
            {
                await doubts.SettleAsync(entry, CancellationToken.None);
            }

            await WriteAsync(entries, saves);
        }
        finally
        {
            while (held > 0)
            {
                turns[--held].Turn.Release();
            }
        }

        foreach (AtomSave save in saves.Where(save => save is { State: State.Success, Result: not null }))
        {
            atoms.WarnOfMissingParts(save.AtomName, save.Result!);
        }
    }

    private async Task WriteAsync(AtomEntry[] entries, IReadOnlyList<AtomSave> saves)
    {
        var changed = new List<AtomEntry>(entries.Length);
        var copies = new List<AtomDetail>(entries.Length);
        for (int i = 0; i < entries.Length; i++)
        {
            AtomDetail copy = entries[i].Detail.Copy();
            if (IsChanged(copy, saves[i]))
            {
                changed.Add(entries[i]);
                copies.Add(copy);
            }
        }

        if (changed.Count == 0)
        {
            return;
        }

        IReadOnlyList<AtomDetail> saved = await writer.SaveAsync(connection, changed, copies);
        lock (contents.Sync)
        {
            for (int i = 0; i < saved.Count; i++)
            {
                changed[i].Detail = saved[i];
            }
        }
    }

    private AtomEntry[] Find(IReadOnlyList<AtomSave> saves)
    {
        lock (contents.Sync)
        {
            return [.. saves.Select(save => contents.Get(save.AtomName))];
        }
    }

    private static bool IsChanged(AtomDetail copy, AtomSave save)
    {
        if (save.Result is not null)
        {
            return copy.Put(save.State, save.Result);
        }

        bool changed = copy.State != save.State;
        copy.State = save.State;
        return changed;
    }
}
