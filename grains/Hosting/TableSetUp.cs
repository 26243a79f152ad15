using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>Creates or checks the tables before the silo joins its cluster. It does not start without them.</summary>
internal sealed class TableSetUp(IOptions<TaskFlowTablesOptions> options, IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<TableSetUp>(ServiceLifecycleStage.RuntimeStorageServices, SetUpAsync);

    private async Task SetUpAsync(CancellationToken cancellationToken)
    {
        // Not made before the options are known to be good.
        IConnection connection = services.GetRequiredKeyedService<IBackend>(TaskFlowGrainStorage.Name).Connect();
        if (options.Value.Upgrade)
        {
            await connection.UpgradeAsync(cancellationToken);
        }
        else
        {
            await connection.ValidateAsync(cancellationToken);
        }
    }
}
