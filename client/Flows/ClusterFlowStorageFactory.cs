using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Orleans.TaskFlow;

/// <summary>Opens sessions with the storages that the cluster holds.</summary>
internal sealed class ClusterFlowStorageFactory(
    IBackend backend,
    IGrainFactory grains,
    MessageLimit limit,
    IOptions<TaskFlowClientOptions> options,
    LocalStorages? localStorages = null,
    TimeProvider? time = null,
    ILogger<ClusterFlowStorage>? logger = null) : IFlowStorageFactory
{
    public IBackend Backend => backend;

    public async Task<IFlowStorage> OpenAsync(string flowUuid, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(flowUuid);
        var session = new StorageSession(grains, flowUuid, options.Value.SessionLease, time ?? TimeProvider.System, logger ?? NullLogger<ClusterFlowStorage>.Instance);
        await session.OpenAsync(cancellationToken);
        var storage = new ClusterFlowStorage(session, limit, options.Value.ScopeFetcher);
        return localStorages is null ? storage : new LocalFlowStorage(storage, session.Id, localStorages, options.Value.ScopeFetcher);
    }
}
