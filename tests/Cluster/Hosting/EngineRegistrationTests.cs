using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What stops a silo that is to run flows from starting.</summary>
public sealed class EngineRegistrationTests
{
    public static IEnumerable<object[]> OutOfRange => new (string Culprit, Action<TaskFlowEngineOptions> Set)[]
    {
        ("MaxTasks", options => options.MaxTasks = 0),
        ("MaxFlows", options => options.MaxFlows = 0),
        ("Engine.MaxDegreeOfParallelism", options => options.Engine.MaxDegreeOfParallelism = 0),
        ("PickUpPeriod", options => options.PickUpPeriod = TimeSpan.FromMilliseconds(999)),
        ("FirstDelay", options => options.FirstDelay = TimeSpan.Zero),
        ("LongestDelay", options => options.LongestDelay = TimeSpan.FromMilliseconds(1)),
        ("StopTimeout", options => options.StopTimeout = TimeSpan.FromSeconds(-1)),
    }.Select(option => new object[] { option.Culprit, option.Set });

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public async Task AddTaskFlowEngine_WithAnOptionOutOfItsRange_StopsTheStart(string culprit, Action<TaskFlowEngineOptions> set)
    {
        string message = await RefusalAsync(silo => silo
            .AddMemoryGrainStorage(TaskFlowGrainStorage.Name).AddTaskFlowGrains().UseInMemoryReminderService().AddTaskFlowEngine(set));

        Assert.Contains($"{nameof(TaskFlowEngineOptions)}.{culprit}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTaskFlowEngine_WithoutAReminderTable_StopsTheStartAndNamesWhatAddsOne()
    {
        string message = await RefusalAsync(silo => silo
            .AddMemoryGrainStorage(TaskFlowGrainStorage.Name).AddTaskFlowGrains().AddTaskFlowEngine());

        Assert.Contains("AddTaskFlowEngine", message, StringComparison.Ordinal);
        Assert.Contains("UseAdoNetReminderService", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddTaskFlowEngine_BeforeTheReminderTable_LeavesThatInPlace()
    {
        var table = new KeptReminderTable();
        using IHost host = new HostBuilder()
            .UseOrleans(silo =>
            {
                silo.UseLocalhostClustering().AddTaskFlowEngine();
                silo.Services.AddSingleton<IReminderTable>(table);
            })
            .Build();

        Assert.Same(table, host.Services.GetRequiredService<IReminderTable>());
    }

    private static async Task<string> RefusalAsync(Action<ISiloBuilder> configure)
    {
        var ports = SiloPorts.Free();
        using IHost host = new HostBuilder()
            .UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(ports.Silo, ports.Gateway);
                configure(silo);
            })
            .Build();
        return (await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync())).Message;
    }
}
