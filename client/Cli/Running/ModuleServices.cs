using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow.Cli;

/// <summary>The services that an assembly's flows and tasks live among.</summary>
internal static class ModuleServices
{
    /// <exception cref="FlowModuleException">The assembly cannot be loaded, or its module fails.</exception>
    public static ServiceProvider Of(string assemblyPath, Action<IServiceCollection>? addStore = null)
    {
        var services = new ServiceCollection();
        services.AddFlowModule(FlowModules.Load(assemblyPath));
        // Afterwards: where flows are kept is said on the command line, whatever the module thinks.
        addStore?.Invoke(services);
        // Tasks that log are run, too; what they log goes nowhere unless their module says where.
        services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        return services.BuildServiceProvider();
    }
}
