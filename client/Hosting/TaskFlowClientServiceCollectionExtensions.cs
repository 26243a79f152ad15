using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.TaskFlow;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the flows of a cluster to a program.</summary>
public static class TaskFlowClientServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IFlowStorageFactory"/>, <see cref="IBackend"/> and <see cref="IFlowRunner"/> for the cluster that the host is a client of
    /// (<c>UseOrleansClient</c>) or a silo of (<c>UseOrleans</c>). A program that asks for these runs embedded or on a cluster, as
    /// it was registered.
    /// </summary>
    /// <remarks>
    /// The options are checked when the host starts. A later registration of them replaces an earlier one. A
    /// <see cref="TimeProvider"/> and logging are used where the container has them.
    /// </remarks>
    public static IServiceCollection AddTaskFlowClient(this IServiceCollection services, Action<TaskFlowClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TaskFlowClientOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TaskFlowClientOptions>, TaskFlowClientOptionsValidator>());
        services.Configure<ClientMessagingOptions>(MessageLimit.Raise);
        services.TryAddSingleton(static provider => new MessageLimit(provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value));
        services.Replace(ServiceDescriptor.Singleton<IBackend>(static provider =>
            new ClusterBackend(provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<MessageLimit>())));
        services.Replace(ServiceDescriptor.Singleton<IFlowStorageFactory, ClusterFlowStorageFactory>());
        services.Replace(ServiceDescriptor.Singleton<IFlowRunner, ClusterFlowRunner>());
        return services;
    }
}
