using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orleans.TaskFlow;

/// <summary>Healthy while this silo is an active member of its cluster, which it no longer is from the moment it drains.</summary>
internal sealed class SiloReadiness(ISiloStatusOracle membership) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = membership.CurrentStatus;
        return Task.FromResult(status == SiloStatus.Active ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The silo is {status}."));
    }
}
