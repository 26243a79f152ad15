namespace Orleans.TaskFlow;

/// <summary>Which callers a storage is open for, here and nearby. Each says how long it lives without being heard of.</summary>
internal sealed class Sessions(TimeProvider time, LocalStorages localStorages)
{
    private readonly Dictionary<Guid, Session> _open = [];

    /// <summary>Opens a session, or lets one live for another lease.</summary>
    public void Open(Guid id, TimeSpan lease, IFlowStorage storage)
    {
        _open[id] = new Session(lease, time.GetTimestamp());
        localStorages.Add(id, storage);
    }

    /// <summary>Lets a session live for another lease; <see langword="false"/> if there is none.</summary>
    public bool Touch(Guid id)
    {
        if (!_open.TryGetValue(id, out Session? session))
        {
            return false;
        }

        session.HeardAt = time.GetTimestamp();
        return true;
    }

    public void Close(Guid id)
    {
        localStorages.Remove(id);
        _open.Remove(id);
    }

    public void CloseAll()
    {
        foreach (Guid id in _open.Keys)
        {
            Close(id);
        }
    }

    /// <summary>How long the one that lives longest has left; zero if all of them have ended. Those are forgotten.</summary>
    public TimeSpan Remaining()
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (var (id, session) in _open)
        {
            TimeSpan remaining = session.Lease - time.GetElapsedTime(session.HeardAt);
            if (remaining <= TimeSpan.Zero)
            {
                Close(id);
            }
            else if (remaining > longest)
            {
                longest = remaining;
            }
        }

        return longest;
    }

    private sealed class Session(TimeSpan lease, long heardAt)
    {
        public TimeSpan Lease { get; } = lease;

        public long HeardAt { get; set; } = heardAt;
    }
}
