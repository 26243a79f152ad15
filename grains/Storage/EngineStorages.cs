using System.Collections.Concurrent;
using Orleans.Runtime.Placement;

namespace Orleans.TaskFlow;

/// <summary>Opens the storages of this silo's engines: brings the grain that holds a flow into this silo, and finds its storage here.</summary>
internal sealed class EngineStorages(IGrainFactory grains, ILocalSiloDetails silo, MessageLimit limit, TimeProvider time) : IFlowStorageFactory
{
    private static readonly Func<int, TimeSpan> _waits =
        Orleans.TaskFlow.Backoff.Exponential(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(500));

    // Some seconds, in which a grain that is about to leave another silo has left it.
    private const int Attempts = 20;

    private readonly ConcurrentDictionary<Guid, EngineStorage> _open = new();

    public IBackend Backend { get; } = new ClusterBackend(grains, limit);

    public void Add(Guid engine, EngineStorage storage) => _open[engine] = storage;

    public void Remove(Guid engine) => _open.TryRemove(engine, out _);

    public async Task<IFlowStorage> OpenAsync(string flowUuid, CancellationToken cancellationToken = default)
    {
        IStorageGrain grain = grains.GetGrain<IStorageGrain>(GrainKeys.Of(flowUuid));
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            var engine = Guid.NewGuid();
            if (await ClusterCalls.ReadAsync(
                call => CallAsync(call, engine), grain, _ => $"The storage of flow {flowUuid}", cancellationToken)
                && _open.TryGetValue(engine, out EngineStorage? storage))
            {
                return storage;
            }

            await Task.Delay(_waits(attempt), time, cancellationToken);
        }

        throw new StorageFailureException($"The storage of flow {flowUuid} could not be brought to its engine's silo {silo.SiloAddress}; it is still in another one.");
    }

    private async ValueTask<bool> CallAsync(IStorageGrain grain, Guid engine)
    {
        // Where the grain is to be if it is nowhere, and where it is to go if it is elsewhere.
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo.SiloAddress);
        return await grain.OpenEngineAsync(engine, silo.SiloAddress);
    }
}
