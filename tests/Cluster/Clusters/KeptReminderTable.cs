namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Reminders that outlive the silos that use them, and can be made not to be had.</summary>
public sealed class KeptReminderTable : IReminderTable
{
    private readonly Dictionary<(GrainId Grain, string Name), ReminderEntry> _rows = [];
    private readonly Lock _sync = new();
    private readonly Signal _signal = new();
    private int _etags;

    /// <summary>Whether everything is refused.</summary>
    public bool Fails { get; set; }

    /// <summary>How often something was.</summary>
    public int Refused { get; private set; }

    /// <summary>How many there are of flows with a uuid.</summary>
    public int CountOf(string flowUuid)
    {
        lock (_sync)
        {
            return _rows.Keys.Count(row => IsOf(row.Grain, flowUuid));
        }
    }

    /// <summary>The one of a flow.</summary>
    public ReminderEntry Of(string flowUuid)
    {
        lock (_sync)
        {
            return _rows.Single(row => IsOf(row.Key.Grain, flowUuid)).Value;
        }
    }

    /// <summary>When there is none of a flow.</summary>
    public Task WhenGoneAsync(string flowUuid) => _signal.UntilAsync(() => CountOf(flowUuid) == 0);

    /// <summary>When something more was refused.</summary>
    public Task WhenRefusedAsync()
    {
        int refused = Refused;
        return _signal.UntilAsync(() => Refused > refused);
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
            there = there && _rows.Remove((grainId, reminderName));
            _signal.Tell();
            return Task.FromResult(there);
        }
    }

    public Task TestOnlyClearTable() => Task.CompletedTask;

    private static bool IsOf(GrainId grain, string flowUuid) => EngineKeys.Parse(grain.Key.ToString()!).FlowUuid == flowUuid;

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
            Refused++;
            _signal.Tell();
            throw new IOException("The reminders cannot be had.");
        }
    }
}
