using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orleans.TaskFlow;

/// <summary>Opens the storage of flows in this process.</summary>
internal sealed class EmbeddedFlowStorageFactory(
    UpgradedBackend backend, IOptions<TaskFlowOptions> options, TimeProvider? time = null, ILogger<FlowStorage>? logger = null)
    : IFlowStorageFactory
{
    public IBackend Backend => backend;

    public async Task<IFlowStorage> OpenAsync(string flowUuid, CancellationToken cancellationToken = default) =>
        await FlowStorage.OpenAsync(
            await backend.UpgradeAsync(cancellationToken), flowUuid, options.Value.Storage, time, logger, cancellationToken);
}
