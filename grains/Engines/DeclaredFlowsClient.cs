using Orleans.Runtime.Services;

namespace Orleans.TaskFlow;

/// <summary>Asks silos which flows they can run.</summary>
internal sealed class DeclaredFlowsClient(IServiceProvider services) : GrainServiceClient<IDeclaredFlowsService>(services)
{
    public Task<Listing<string>> GetNamesAsync(SiloAddress silo) => GetGrainService(silo).GetNamesAsync().AsTask();
}
