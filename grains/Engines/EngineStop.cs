using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow;

/// <summary>Stops the engines of a silo before anything else in it stops: what tasks still return is saved then.</summary>
internal sealed class EngineStop(IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
{
    // The host is not made before the options are known to be good.
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<EngineStop>(
        ServiceLifecycleStage.Active,
        static _ => Task.CompletedTask,
        cancellationToken => services.GetRequiredService<EngineHost>().StopAsync(cancellationToken));
}
