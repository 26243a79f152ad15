using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.TestingHost;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A cluster in this process, and a client of it. Calls between the silos and from the client are serialized as over a network.</summary>
public abstract class RunningCluster : IAsyncLifetime
{
    private readonly short _silos;

    protected RunningCluster(short silos) => _silos = silos;

    public InProcessTestCluster Cluster { get; private set; } = null!;

    /// <summary>As a program finds it that is a client of the cluster.</summary>
    public IFlowStorageFactory OfClient => Cluster.Client.ServiceProvider.GetRequiredService<IFlowStorageFactory>();

    /// <summary>As a program finds it that runs in one of the silos.</summary>
    public IFlowStorageFactory OfSilo(int index) => Cluster.Silos[index].ServiceProvider.GetRequiredService<IFlowStorageFactory>();

    /// <summary>Lets go of every activation that nothing runs in, so that what is asked next is read from the store.</summary>
    public Task ForgetAsync() => Cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public async Task InitializeAsync()
    {
        await PrepareAsync();
        var builder = new InProcessTestClusterBuilder(_silos);
        builder.ConfigureSilo((options, silo) =>
        {
            // Errors are provoked on purpose; none of them goes away by waiting.
            silo.AddTaskFlowGrains(options => options.AttemptDelay = TimeSpan.Zero);
            silo.Services.AddTaskFlowClient();
            // Who is killed here still says that he is dead. Nobody else is to be taken for it because the machine is busy: he would end the process.
            silo.Configure<ClusterMembershipOptions>(options => options.LivenessEnabled = false);
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Critical));
            ConfigureSilo(silo);
            ConfigureSilo(options.SiloName, silo);
        });
        builder.ConfigureClient(client =>
        {
            client.Services.AddTaskFlowClient();
            client.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Critical));
            ConfigureClient(client);
        });
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
    }

    protected virtual Task PrepareAsync() => Task.CompletedTask;

    protected abstract void ConfigureSilo(ISiloBuilder silo);

    /// <summary>What one silo has and others have not.</summary>
    protected virtual void ConfigureSilo(string name, ISiloBuilder silo)
    {
    }

    protected virtual void ConfigureClient(IClientBuilder client)
    {
    }
}
