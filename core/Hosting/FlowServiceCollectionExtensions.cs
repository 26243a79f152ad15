using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.TaskFlow;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers flows by name, so that they can be started by it, and resumed in another process.</summary>
public static class FlowServiceCollectionExtensions
{
    /// <summary>Registers a flow without arguments under a name, in the host's <see cref="FlowFactories"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">
    /// The name of the factory, which is stored with every flow that it makes: flows are resumed by it, so it has to stay.
    /// </param>
    /// <param name="make">
    /// Makes the flow. It is called again for every resumption, and has to make the same atoms then: those that were there are found by
    /// their names. The services that it gets are the host's own, without a scope.
    /// </param>
    /// <exception cref="DuplicateException">The name is registered already.</exception>
    public static IServiceCollection AddFlow(this IServiceCollection services, string name, Func<IServiceProvider, Flow> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return services.AddFlow(name, () => new PlainFlowFactory(name, make));
    }

    /// <inheritdoc cref="AddFlow(IServiceCollection, string, Func{IServiceProvider, Flow})"/>
    public static IServiceCollection AddFlow(this IServiceCollection services, string name, Func<Flow> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return services.AddFlow(name, () => new PlainFlowFactory(name, _ => make()));
    }

    /// <summary>Registers a flow under a name, whose arguments are stored with it as JSON.</summary>
    /// <typeparam name="TArgs">What the factory takes: best a record, whose members may grow by ones with defaults.</typeparam>
    /// <exception cref="TaskDeclarationException">Arguments of that type cannot be stored and read again.</exception>
    /// <inheritdoc cref="AddFlow(IServiceCollection, string, Func{IServiceProvider, Flow})"/>
    public static IServiceCollection AddFlow<TArgs>(this IServiceCollection services, string name, Func<IServiceProvider, TArgs, Flow> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return services.AddFlow(name, () => JsonShape.Of(typeof(TArgs)).ReadFault is { } fault
            ? throw new TaskDeclarationException($"Flow '{name}' cannot have arguments of type {TypeName.Full(typeof(TArgs))}: {fault}.")
            : new TypedFlowFactory<TArgs>(name, make));
    }

    /// <inheritdoc cref="AddFlow{TArgs}(IServiceCollection, string, Func{IServiceProvider, TArgs, Flow})"/>
    public static IServiceCollection AddFlow<TArgs>(this IServiceCollection services, string name, Func<TArgs, Flow> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return services.AddFlow<TArgs>(name, (_, arguments) => make(arguments));
    }

    internal static void AddFlowFactories(this IServiceCollection services) =>
        services.TryAddSingleton(static provider => new FlowFactories(provider, provider.GetServices<FlowFactory>()));

    private static IServiceCollection AddFlow(this IServiceCollection services, string name, Func<FlowFactory> make)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (services.Any(service => !service.IsKeyedService && service.ImplementationInstance is FlowFactory other && other.Name == name))
        {
            throw new DuplicateException($"There is a flow '{name}' already; each needs a name of its own.");
        }

        services.AddFlowFactories();
        services.AddSingleton<FlowFactory>(make());
        return services;
    }
}
