using Orleans.TaskFlow;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds TaskFlow on ZooKeeper to a host, to run in the host's own process.</summary>
public static class TaskFlowZooKeeperServiceCollectionExtensions
{
    /// <summary>
    /// Makes backends called <c>zookeeper</c> known (<see cref="ZooKeeperBackend.Register"/>), so that
    /// <see cref="TaskFlowServiceCollectionExtensions.AddTaskFlow(IServiceCollection, string)"/> takes them, from a URI such as
    /// <c>zookeeper://h1:2181,h2:2181/taskflow</c> or from configuration.
    /// </summary>
    /// <example><code>services.AddTaskFlowZooKeeper().AddTaskFlow("zookeeper://h1:2181,h2:2181/taskflow");</code></example>
    /// <exception cref="DuplicateException">Somebody else has registered a backend of that name.</exception>
    public static IServiceCollection AddTaskFlowZooKeeper(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        ZooKeeperBackend.Register();
        return services;
    }
}
