using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>Adds logbooks, flows and their storages to a silo.</summary>
public static class TaskFlowSiloBuilderExtensions
{
    /// <summary>
    /// Adds the grains of Orleans.TaskFlow to a silo. Their records are kept by the grain storage that is registered as
    /// <see cref="TaskFlowGrainStorage.Name"/>, as JSON; the silo does not start without one.
    /// </summary>
    public static ISiloBuilder AddTaskFlowGrains(this ISiloBuilder builder, Action<TaskFlowGrainOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<TaskFlowGrainOptions>().Configure(configure ?? (_ => { }));
        builder.Services.AddTransient<IConfigurationValidator, TaskFlowGrainsValidator>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<LocalStorages>();
        builder.Services.Configure<SiloMessagingOptions>(MessageLimit.Raise);
        // In place of a client's, where the silo's own program is one: what it sends goes by the silo's settings.
        builder.Services.Replace(ServiceDescriptor.Singleton(
            static services => new MessageLimit(services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value)));
        // Every provider takes the serializer that is registered under its own name before any other.
        builder.Services.TryAddKeyedSingleton<IGrainStorageSerializer, RecordSerializer>(TaskFlowGrainStorage.Name);
        return builder;
    }
}
