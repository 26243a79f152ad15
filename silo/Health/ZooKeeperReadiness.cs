using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orleans.TaskFlow;

/// <summary>Healthy while ZooKeeper answers.</summary>
internal sealed class ZooKeeperReadiness(ZooKeeperServers servers) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await servers.RequireAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (IOException silence)
        {
            return HealthCheckResult.Unhealthy(silence.Message, silence);
        }
    }
}
