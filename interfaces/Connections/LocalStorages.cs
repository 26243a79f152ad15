using System.Collections.Concurrent;

namespace Orleans.TaskFlow;

/// <summary>
/// The storages that this silo holds, by the sessions that have them open: a caller in the same silo reads them where they are, rather
/// than by messages.
/// </summary>
/// <remarks>
/// A storage is here from the moment that a session has it open until that ends or its grain leaves the silo, which is before
/// another silo can hold the flow. So nobody reads here what he would not be answered by the grain.
/// </remarks>
internal sealed class LocalStorages
{
    private readonly ConcurrentDictionary<Guid, IFlowStorage> _open = new();

    public void Add(Guid session, IFlowStorage storage) => _open[session] = storage;

    public void Remove(Guid session) => _open.TryRemove(session, out _);

    /// <summary>The storage that a session has open; <see langword="null"/> if another silo holds it, or nobody.</summary>
    public IFlowStorage? Find(Guid session) => _open.GetValueOrDefault(session);
}
