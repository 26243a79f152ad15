using Orleans.Services;

namespace Orleans.TaskFlow;

/// <summary>Says which flows a silo can run.</summary>
[Alias("taskflow.IDeclaredFlowsService")]
internal interface IDeclaredFlowsService : IGrainService
{
    /// <summary>The names of the factories that this silo's engines have; none if it runs no engines.</summary>
    [Alias("names")]
    ValueTask<Listing<string>> GetNamesAsync();
}
