using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The client of the sample. What stands between the marks is compared with its page, line by line.</summary>
internal static class ClientSample
{
    public static async Task<string> RunAsync(int gatewayPort, int price)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);

        // <example>
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort));
        builder.Services.AddTaskFlowClient();                   // instead of AddTaskFlow(uri), and without AddFlow
        using IHost host = builder.Build();
        await host.StartAsync();
        var runner = host.Services.GetRequiredService<IFlowRunner>();

        string uuid = await runner.StartAsync("trip", Document.From(new Trip("Ghent", price)));
        FlowOutcome outcome = await runner.WaitAsync(uuid);
        string ended = $"{outcome.State.ToName()} {string.Join(", ", outcome.Failures.Values.Select(failure => failure.Message))}";
        // </example>
        await host.StopAsync();
        return ended.TrimEnd();
    }
}
