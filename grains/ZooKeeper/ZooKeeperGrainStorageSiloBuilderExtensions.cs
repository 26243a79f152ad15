using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>Adds grain storage on ZooKeeper to a silo.</summary>
public static class ZooKeeperGrainStorageSiloBuilderExtensions
{
    /// <summary>
    /// Adds a grain storage on ZooKeeper, by a name: for this library's grains <c>TaskFlowGrainStorage.Name</c>. The silo does not start
    /// while the servers cannot be reached. A state has at most <see cref="ZooKeeperGrainStorageOptions.MaxNodeSize"/> bytes.
    /// </summary>
    public static ISiloBuilder AddTaskFlowZooKeeperGrainStorage(
        this ISiloBuilder builder, string name, Action<ZooKeeperGrainStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddTaskFlowZooKeeperGrainStorage(name, options => options.Configure(configure));
    }

    /// <inheritdoc cref="AddTaskFlowZooKeeperGrainStorage(ISiloBuilder, string, Action{ZooKeeperGrainStorageOptions})"/>
    public static ISiloBuilder AddTaskFlowZooKeeperGrainStorage(
        this ISiloBuilder builder, string name, Action<OptionsBuilder<ZooKeeperGrainStorageOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceCollection services = builder.Services;
        configure(services.AddOptions<ZooKeeperGrainStorageOptions>(name));
        services.AddTransient<IConfigurationValidator>(provider => new ZooKeeperGrainStorageOptionsValidator(
            provider.GetRequiredService<IOptionsMonitor<ZooKeeperGrainStorageOptions>>(), name));
        services.AddTransient<
            IPostConfigureOptions<ZooKeeperGrainStorageOptions>,
            DefaultStorageProviderSerializerOptionsConfigurator<ZooKeeperGrainStorageOptions>>();
        services.ConfigureNamedOptionForLogging<ZooKeeperGrainStorageOptions>(name);
        services.AddGrainStorage(name, static (provider, name) => ActivatorUtilities.CreateInstance<ZooKeeperGrainStorage>(
            provider, name, provider.GetRequiredService<IOptionsMonitor<ZooKeeperGrainStorageOptions>>().Get(name)));
        return builder;
    }
}
