using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.TaskFlow;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds TaskFlow to a host, to run in the host's own process.</summary>
public static class TaskFlowServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IFlowStorageFactory"/>, its <see cref="IBackend"/>, and an <see cref="IFlowRunner"/> of the flows that the host knows,
    /// all for the whole host, over a backend that is given by its name or URI, such as <c>sqlite:///flows.db</c>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The backend's schema is upgraded before the first call that needs it, so <see cref="IConnection.UpgradeAsync"/> need not be
    /// called; it may be, to have an error at the start. The options are checked when the host starts, or else when the first of
    /// them is asked for: <see cref="OptionsValidationException"/> says what is wrong.
    /// </para>
    /// <para>
    /// The container suspends the flows that run, and disposes the backend; it has to be disposed asynchronously, as hosts do. A later registration of them
    /// replaces an earlier one, with the options that it gave. A <see cref="TimeProvider"/> and logging are used where the container has them.
    /// </para>
    /// </remarks>
    public static IServiceCollection AddTaskFlow(this IServiceCollection services, string nameOrUri)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrUri);
        return services.AddTaskFlow(options => options.Connection = nameOrUri);
    }

    /// <summary>The same, as <paramref name="configure"/> says.</summary>
    /// <inheritdoc cref="AddTaskFlow(IServiceCollection, string)"/>
    public static IServiceCollection AddTaskFlow(this IServiceCollection services, Action<TaskFlowOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddTaskFlow(new ConfigureOptions<TaskFlowOptions>(configure));
    }

    /// <summary>
    /// The same, as a section of configuration says: <c>connection</c> is the name or URI, <c>storage:attempts</c> and
    /// <c>storage:attemptDelay</c> (as <c>500ms</c>, <c>5s</c> or <c>00:00:05</c>) are <see cref="TaskFlowOptions.Storage"/>, and every
    /// other key is an option of the backend.
    /// </summary>
    /// <inheritdoc cref="AddTaskFlow(IServiceCollection, string)"/>
    public static IServiceCollection AddTaskFlow(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddTaskFlow(new TaskFlowOptionsFromConfiguration(configuration));
    }

    private static IServiceCollection AddTaskFlow(this IServiceCollection services, IConfigureOptions<TaskFlowOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (ServiceDescriptor earlier in services.Where(IsRegistration).ToArray())
        {
            services.Remove(earlier);
        }

        services.AddSingleton<IConfigureOptions<TaskFlowOptions>>(new RegisteredOptions(configure));
        services.AddOptions<TaskFlowOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TaskFlowOptions>, TaskFlowOptionsValidator>());
        services.TryAddSingleton(static provider =>
            new UpgradedBackend(Backends.Prepare(provider.GetRequiredService<IOptions<TaskFlowOptions>>().Value.Address)(provider)));
        services.Replace(ServiceDescriptor.Singleton<IBackend>(static provider => provider.GetRequiredService<UpgradedBackend>()));
        services.Replace(ServiceDescriptor.Singleton<IFlowStorageFactory, EmbeddedFlowStorageFactory>());
        services.AddFlowFactories();
        services.Replace(ServiceDescriptor.Singleton<IFlowRunner, EmbeddedFlowRunner>());
        return services;
    }

    private static bool IsRegistration(ServiceDescriptor service) =>
        !service.IsKeyedService && service.ImplementationInstance is RegisteredOptions;
}
