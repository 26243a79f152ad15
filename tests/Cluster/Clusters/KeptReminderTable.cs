namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Reminders that outlive the silos that use them, and can be made not to be had.</summary>
public sealed class KeptReminderTable : IReminderTable
{
    private readonly Dictionary<(GrainId Grain, string Name), ReminderEntry> _rows = [];
    private readonly Lock _sync = new();
    private int _etags;

    /// <summary>Whether everything is refused.</summary>
    public bool Fails { get; set; }

    /// <summary>How many there are of flows with a uuid.</summary>
    public int CountOf(string flowUuid)
    {
        lock (_sync)
        {
            return _rows.Keys.Count(row => EngineKeys.Parse(row.Grain.Key.ToString()!).FlowUuid == flowUuid);
        }
    }

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Of(row => row.GrainId == grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Of(row =>
        row.GrainId.GetUniformHashCode() is var hash && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end));

    public Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName)
    {
        lock (_sync)
        {
            Check();
            return Task.FromResult(_rows.GetValueOrDefault((grainId, reminderName))!);
        }
    }

    public Task<string> UpsertRow(ReminderEntry entry)
    {
        lock (_sync)
        {
            Check();
            entry.ETag = $"v{++_etags}";
            _rows[(entry.GrainId, entry.ReminderName)] = entry;
            return Task.FromResult(entry.ETag);
        }
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (_sync)
        {
            Check();
            bool there = _rows.TryGetValue((grainId, reminderName), out ReminderEntry? row) && row.ETag == eTag;
            return Task.FromResult(there && _rows.Remove((grainId, reminderName)));
        }
    }

    public Task TestOnlyClearTable() => Task.CompletedTask;

    private Task<ReminderTableData> Of(Func<ReminderEntry, bool> wanted)
    {
        lock (_sync)
        {
            Check();
            return Task.FromResult(new ReminderTableData(_rows.Values.Where(wanted)));
        }
    }

    private void Check()
    {
        if (Fails)
        {
            throw new IOException("The reminders cannot be had.");
        }
    }
}
