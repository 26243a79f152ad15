namespace Orleans.TaskFlow;

/// <summary>
/// A database as the storage of one flow has it that owns the flow: its writes are refused from the moment on in which another one takes
/// the flow, wherever that is. What either of them writes, the other cannot overlook.
/// </summary>
internal sealed class OwnedFlow : IFencingBackend
{
    private readonly ISqlStore _store;
    private readonly FlowEpoch _epoch;
    private readonly TimeProvider _time;

    private OwnedFlow(ISqlStore store, FlowEpoch epoch, TimeProvider time)
    {
        _store = store;
        _epoch = epoch;
        _time = time;
    }

    public string Description => _store.Description;

    /// <summary>Whether a write was refused because somebody else has taken the flow.</summary>
    public bool IsLost => _epoch.IsLost;

    /// <summary>Takes a flow from whoever owns it. All that he has written is there when this ends, and he writes no more.</summary>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    /// <exception cref="StorageFailureException">The store failed. Whether the flow was taken does not matter: it can be tried again.</exception>
    public static async Task<OwnedFlow> TakeAsync(ISqlStore store, string flowUuid, TimeProvider time)
    {
        long? taken = await store.ReadAsync(session => FlowTable.EpochAsync(session, flowUuid), together: false, CancellationToken.None);
        long? number = taken is null ? null : await store.WriteAsync(new FlowTaking(flowUuid, taken.Value));
        return number is null
            ? throw new NotFoundException($"There is no {new ItemPath(ItemFolder.Flows, flowUuid)} in {store.Description}.")
            : new OwnedFlow(store, new FlowEpoch(flowUuid, number.Value), time);
    }

    public IConnection Connect() => ConnectFenced();

    public IConnection ConnectFenced() => new SqlStoreConnection(_store, new SqlRevisions(_epoch), _time);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
