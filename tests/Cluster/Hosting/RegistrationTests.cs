using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What is registered, and what stops a host from starting.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task AddTaskFlowClient_InASilo_GivesAProgramItsTwoServicesOverThatCluster()
    {
        using IHost host = Silo(silo => silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name).AddTaskFlowGrains());
        await host.StartAsync();
        var factory = host.Services.GetRequiredService<IFlowStorageFactory>();
        Assert.Same(host.Services.GetRequiredService<IBackend>(), factory.Backend);
        var book = new LogBook("book");
        book.Add(new FlowDetail("flow", "flow"));
        await factory.Backend.Connect().SaveLogBookAsync(book);

        await using (IFlowStorage storage = await factory.OpenAsync("flow"))
        {
            await storage.SetFlowStateAsync(State.Running);
        }

        Assert.Equal(State.Running, (await factory.Backend.Connect().GetFlowDetailsAsync("flow")).State);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(0, "00:00:01", "Attempts")]
    [InlineData(1, "-00:00:01", "AttemptDelay")]
    [InlineData(3, "00:00:20", "AttemptDelay")]
    public async Task AddTaskFlowGrains_WithAnOptionOutOfItsRange_StopsTheStart(int attempts, string delay, string culprit)
    {
        using IHost host = Silo(silo => silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name).AddTaskFlowGrains(options =>
        {
            options.Attempts = attempts;
            options.AttemptDelay = TimeSpan.Parse(delay);
        }));

        var error = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());

        Assert.Contains(culprit, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTaskFlowGrains_WithoutAStore_StopsTheStartAndSaysWhatToRegister()
    {
        using IHost host = Silo(silo => silo.AddTaskFlowGrains());

        var error = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());

        Assert.Contains("'TaskFlow'", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddAdoNetGrainStorage", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "TaskFlowTablesOptions.Backend")]
    [InlineData("memory", "without tables")]
    [InlineData("oracle://db", "no backend 'oracle'")]
    [InlineData("sqlite:///", "needs a file")]
    public async Task AddTaskFlowTables_WithoutADatabaseThatHasThem_StopsTheStart(string? uri, string complaint)
    {
        using IHost host = Silo(silo => silo.AddTaskFlowGrains().AddTaskFlowTables(options => options.Backend = uri));

        var error = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());

        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTaskFlowTables_BesideAGrainStorage_StopsTheStart()
    {
        using var folder = new TemporaryFolder();
        using IHost host = Silo(silo => silo
            .AddTaskFlowTables(options => options.Backend = $"sqlite:///{folder.File("flows.db")}")
            .AddMemoryGrainStorage(TaskFlowGrainStorage.Name)
            .AddTaskFlowGrains());

        var error = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());

        Assert.Contains("AddTaskFlowTables", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTaskFlowTables_NotToUpgradeAnEmptyDatabase_StopsTheStart()
    {
        using var folder = new TemporaryFolder();
        using IHost host = Silo(silo => silo.AddTaskFlowGrains().AddTaskFlowTables(options =>
        {
            options.Backend = $"sqlite:///{folder.File("flows.db")}";
            options.Upgrade = false;
        }));

        await Assert.ThrowsAnyAsync<StorageFailureException>(() => host.StartAsync());

        Assert.False(File.Exists(folder.File("flows.db")));
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("01:00:01")]
    public async Task AddTaskFlowClient_WithALeaseOutOfItsRange_StopsTheStart(string lease)
    {
        using IHost host = new HostBuilder()
            .ConfigureServices(services => services.AddTaskFlowClient(options => options.SessionLease = TimeSpan.Parse(lease)))
            .Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("SessionLease", error.Message, StringComparison.Ordinal);
        Assert.Contains(TaskFlowClientOptions.MaxSessionLease.ToString(), error.Message, StringComparison.Ordinal);
    }

    private static IHost Silo(Action<ISiloBuilder> configure)
    {
        var ports = SiloPorts.Free();
        return new HostBuilder()
            .UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(ports.Silo, ports.Gateway);
                configure(silo);
            })
            .ConfigureServices(services => services.AddTaskFlowClient())
            .Build();
    }
}
