using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A cluster in which one silo keeps a record for each grain, and another one tables: neither would find what the other has.</summary>
public sealed class MixedLayoutsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnyCall_OnSilosOfBothLayouts_IsRefusedAndNamesBoth()
    {
        int silos = 0;
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddTaskFlowGrains();
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Critical));
            if (Interlocked.Increment(ref silos) == 1)
            {
                silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name);
            }
            else
            {
                silo.AddTaskFlowTables(options => options.Backend = $"sqlite:///{_folder.File("flows.db")}");
            }
        });
        builder.ConfigureClient(client => client.Services.AddTaskFlowClient());
        await using InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        IBackend backend = cluster.Client.ServiceProvider.GetRequiredService<IFlowStorageFactory>().Backend;

        var error = await Assert.ThrowsAnyAsync<Exception>(() => backend.Connect().SaveLogBookAsync(new LogBook("book", "b")));

        Assert.Contains("taskflow.logbook-table", error.Message, StringComparison.Ordinal);
        Assert.Contains("taskflow.logbook (", error.Message, StringComparison.Ordinal);
    }
}
