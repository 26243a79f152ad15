using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orleans.TaskFlow;

/// <summary>Healthy while a database answers.</summary>
internal sealed class DatabaseReadiness(OrleansDatabase database) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.ProbeAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException silence)
        {
            return HealthCheckResult.Unhealthy($"{database.Description} does not answer.", silence);
        }
    }
}
