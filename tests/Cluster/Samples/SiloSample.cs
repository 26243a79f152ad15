using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The silo of the sample. What stands between the marks is compared with its page, line by line.</summary>
internal static class SiloSample
{
    public static HostApplicationBuilder Build(int siloPort, int gatewayPort, params string[] args)
    {
        // <example>
        var builder = Host.CreateApplicationBuilder(args);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort, gatewayPort)
            .AddMemoryGrainStorage(TaskFlowGrainStorage.Name)       // in earnest a store that outlives the silos
            .UseInMemoryReminderService()                           // and reminders that do
            .AddTaskFlowGrains()
            .AddTaskFlowEngine());
        builder.Services.AddFlowModule<TripModule>();
        // </example>
        return builder;
    }
}
