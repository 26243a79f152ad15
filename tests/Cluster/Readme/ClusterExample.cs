using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The README's second example. What stands between the marks is compared with the README, line by line.</summary>
internal static class ClusterExample
{
    public static IHost Build(string[] args)
    {
        // <example>
        var builder = Host.CreateApplicationBuilder(args);
        builder.UseOrleansClient(client => client.UseLocalhostClustering());
        builder.Services.AddTaskFlowClient();                   // instead of AddTaskFlow(uri): the rest stays as it is
        // </example>
        return builder.Build();
    }
}
