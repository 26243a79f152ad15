using System.Net;
using Orleans.Configuration;

namespace Orleans.TaskFlow;

/// <summary>Makes a host of settings: the silo, its storage, its health endpoints.</summary>
internal static class SiloHost
{
    // Orleans waits not at all by default, so that calls get lost between a silo that stops and one that has not heard of it.
    private static readonly TimeSpan LongestHandover = TimeSpan.FromSeconds(1);

    /// <exception cref="SiloStartException">Flows cannot be loaded, or two have the same name.</exception>
    public static WebApplication Build(WebApplicationBuilder builder, SiloSettings settings)
    {
        AddFlows(builder.Services, settings);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.ShutdownTimeout);
        builder.UseOrleans(silo => Configure(silo, settings));
        builder.AddSiloHealth(settings);

        var app = builder.Build();
        app.MapSiloHealth();
        return app;
    }

    private static void AddFlows(IServiceCollection services, SiloSettings settings)
    {
        foreach (var assembly in settings.Flows)
        {
            try
            {
                services.AddFlowModule(FlowModules.Load(assembly));
            }
            catch (TaskFlowException unusable)
            {
                throw new SiloStartException($"{SiloSettings.Section}:{nameof(SiloSettings.Flows)} = '{assembly}': {unusable.Message}", unusable);
            }
        }
    }

    private static void Configure(ISiloBuilder silo, SiloSettings settings)
    {
        ConfigureMembership(silo, settings);
        ConfigureCalls(silo, settings);
        silo.AddTaskFlowStorage(settings.Storage, settings.Schema).AddTaskFlowReminders(settings.Storage).AddTaskFlowGrains(options =>
        {
            options.Attempts = settings.Writing.Attempts;
            options.AttemptDelay = settings.Writing.AttemptDelay;
        });
        silo.AddTaskFlowEngine(options =>
        {
            options.MaxTasks = settings.Engine.MaxTasks;
            options.MaxFlows = settings.Engine.MaxFlows;
            options.Engine.MaxDegreeOfParallelism = settings.Engine.MaxTasksPerFlow;
            options.PickUpPeriod = settings.Engine.PickUpPeriod;
            options.FirstDelay = settings.Engine.FirstDelay;
            options.LongestDelay = settings.Engine.LongestDelay;
            options.StopTimeout = settings.Engine.StopTimeout;
        });

        // What tasks may take when the silo stops is not to be cut short.
        silo.Configure<GrainCollectionOptions>(options => options.DeactivationTimeout =
            options.DeactivationTimeout > settings.ShutdownTimeout ? options.DeactivationTimeout : settings.ShutdownTimeout);
    }

    private static void ConfigureMembership(ISiloBuilder silo, SiloSettings settings)
    {
        silo.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = settings.ClusterId;
            options.ServiceId = settings.ServiceId;
        });
        if (settings.SiloName is { } name)
        {
            silo.Configure<SiloOptions>(options => options.SiloName = name);
        }

        if (settings.Clustering.Database is { } database)
        {
            silo.UseAdoNetClustering(options =>
            {
                options.Invariant = database.Invariant;
                options.ConnectionString = database.ConnectionString;
            });
        }
        else if (settings.Clustering.ZooKeeper is { } zooKeeper)
        {
            silo.UseZooKeeperMembership(zooKeeper);
        }
        else
        {
            silo.UseDevelopmentClustering(new IPEndPoint(settings.AdvertisedIP ?? IPAddress.Loopback, settings.SiloPort));
        }

        silo.Configure<ClusterMembershipOptions>(options => options.ProbeTimeout = settings.Clustering.ProbePeriod);
    }

    private static void ConfigureCalls(ISiloBuilder silo, SiloSettings settings)
    {
        silo.Configure<EndpointOptions>(options =>
        {
            if (settings.AdvertisedIP is { } advertised)
            {
                options.AdvertisedIPAddress = advertised;
            }

            options.SiloPort = settings.SiloPort;
            options.GatewayPort = settings.GatewayPort;
        });
        var handover = TimeSpan.FromTicks(Math.Min(LongestHandover.Ticks, settings.ShutdownTimeout.Ticks / 20));
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = settings.Writing.ResponseTimeout;

            // Once when clients are told to call another silo, and once when its grains have gone there.
            options.ClientGatewayShutdownNotificationTimeout = handover;
            options.WaitForMessageToBeQueuedForOutboundTime = handover;
        });
    }
}
