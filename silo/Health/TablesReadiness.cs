using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orleans.TaskFlow;

/// <summary>Healthy while a database answers that holds TaskFlow's tables.</summary>
internal sealed class TablesReadiness(OrleansDatabase database) : IHealthCheck
{
    private const string NobodysUuid = "readiness";

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Opened anew: what is open already would still answer when what it leads to is no longer what a new one gets.
            await using IBackend tables = database.Schema.CreateTables(database, services: null);
            await foreach (FlowDetail _ in tables.Connect().GetFlowsForBookAsync(NobodysUuid, lazy: true, cancellationToken))
            {
            }

            return HealthCheckResult.Healthy();
        }
        catch (TaskFlowException silence)
        {
            return HealthCheckResult.Unhealthy($"{database.Description} does not answer.", silence);
        }
    }
}
