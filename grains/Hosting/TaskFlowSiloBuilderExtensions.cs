using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
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
    /// <see cref="TaskFlowGrainStorage.Name"/>, as JSON, or in the tables of <see cref="AddTaskFlowTables"/>; the silo does not start
    /// without either.
    /// </summary>
    public static ISiloBuilder AddTaskFlowGrains(this ISiloBuilder builder, Action<TaskFlowGrainOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<TaskFlowGrainOptions>().Configure(configure ?? (_ => { }));
        builder.Services.AddTransient<IConfigurationValidator, TaskFlowGrainsValidator>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<LocalStorages>();
        builder.Services.TryAddSingleton<EngineStorages>();
        AddPlacement(builder);
        builder.Services.TryAddSingleton<IFlowKeeping, RecordedFlows>();
        builder.Services.AddOptions<GrainTypeOptions>().PostConfigure<IServiceProvider>(static (types, services) =>
            DetailGrains.Choose(types, tables: services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(GrainTables))));
        builder.Services.Configure<SiloMessagingOptions>(MessageLimit.Raise);
        // In place of a client's, where the silo's own program is one: what it sends goes by the silo's settings.
        builder.Services.Replace(ServiceDescriptor.Singleton(
            static services => new MessageLimit(services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value)));
        // Every provider takes the serializer that is registered under its own name before any other.
        builder.Services.TryAddKeyedSingleton<IGrainStorageSerializer, RecordSerializer>(TaskFlowGrainStorage.Name);
        return builder;
    }

    /// <summary>
    /// Keeps logbooks, flows and atoms in the tables that the SQLite, PostgreSQL and MySQL backends keep them in: readable with plain SQL,
    /// and by a program that opens the database without a cluster. In place of a grain storage; to be used by every silo of the cluster.
    /// </summary>
    /// <remarks>
    /// The storage of a flow owns it in the database (column <c>epoch</c>): what a storage writes that was replaced by another is refused
    /// with a <see cref="StaleWriteException"/>. Writes of many flows share commits. A program that opens a flow without the cluster while
    /// that has it open is refused, or the cluster is, whoever writes second over what the other has written.
    /// The backend is a keyed service of the silo, under <see cref="TaskFlowGrainStorage.Name"/>.
    /// </remarks>
    public static ISiloBuilder AddTaskFlowTables(this ISiloBuilder builder, Action<TaskFlowTablesOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<TaskFlowTablesOptions>().Configure(configure);
        builder.Services.AddTransient<IConfigurationValidator, TaskFlowTablesValidator>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddKeyedSingleton<IBackend>(TaskFlowGrainStorage.Name, static (services, _) => Make(services));
        builder.Services.TryAddSingleton<GrainTables>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IFlowKeeping>(static services => services.GetRequiredService<GrainTables>()));
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, TableSetUp>();
        return builder;
    }

    /// <summary>
    /// Lets this silo run flows, as <c>IFlowRunner</c> starts them anywhere in the cluster: those that it declares with <c>AddFlow</c>. The silo
    /// has to have a reminder table that outlives it; it does not start without one.
    /// </summary>
    /// <remarks>
    /// A flow runs in one of the silos that declare it, beside its storage, with the silo's services. It goes on in another one when that
    /// silo stops or dies. <c>ReminderOptions.MinimumReminderPeriod</c> is lowered to <see cref="TaskFlowEngineOptions.PickUpPeriod"/> if it is longer.
    /// </remarks>
    public static ISiloBuilder AddTaskFlowEngine(this ISiloBuilder builder, Action<TaskFlowEngineOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<TaskFlowEngineOptions>().Configure(configure ?? (_ => { }));
        builder.Services.AddTransient<IConfigurationValidator, TaskFlowEngineValidator>();
        builder.Services.AddFlowFactories();
        if (builder.Services.All(service => service.ServiceType != typeof(EngineHost)))
        {
            builder.Services.AddSingleton<EngineHost>();
            builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, EngineStop>();
        }

        builder.AddReminders();
        // Stands back for any that is registered before or after; Orleans would only say that it cannot make one of its own classes.
        builder.Services.TryAddSingleton<IReminderTable>(static _ => throw new OrleansConfigurationException(
            "AddTaskFlowEngine needs a reminder table that outlives the silo: a flow whose silo dies is found by its reminder. Add one, such as "
            + "UseAdoNetReminderService, UseTaskFlowZooKeeperReminders or another of Orleans' providers; UseInMemoryReminderService will do for one silo that nobody restarts."));
        builder.Services.AddOptions<ReminderOptions>().PostConfigure<IOptions<TaskFlowEngineOptions>>(static (reminders, engines) =>
        {
            if (reminders.MinimumReminderPeriod > engines.Value.PickUpPeriod)
            {
                reminders.MinimumReminderPeriod = engines.Value.PickUpPeriod;
            }
        });
        return builder;
    }

    // In every silo, since any may have to place an engine.
    private static void AddPlacement(ISiloBuilder builder)
    {
        if (builder.Services.All(service => service.ServiceType != typeof(DeclaredFlows)))
        {
            builder.Services.AddSingleton<DeclaredFlows>();
            builder.Services.AddSingleton<DeclaredFlowsClient>();
            builder.Services.AddGrainService<DeclaredFlowsService>();
            // Every service of Orleans' kind says that it starts; this one is nobody's concern.
            builder.Services.AddLogging(static logging => logging.AddFilter(typeof(DeclaredFlowsService).FullName, LogLevel.Warning));
            builder.Services.AddPlacementDirector<DeclaredFlowPlacement, DeclaredFlowDirector>();
        }
    }

    private static IBackend Make(IServiceProvider services)
    {
        TaskFlowTablesOptions options = services.GetRequiredService<IOptions<TaskFlowTablesOptions>>().Value;
        return options.CreateBackend is { } create ? create(services) : Backends.Prepare(BackendAddress.Parse(options.Backend!))(services);
    }
}
