using System.CommandLine;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.TaskFlow.Quickstart;

// The quickstart, but for where its work is kept: in a cluster, by default the one that 'dotnet run --project silo' starts.
var gateways = new Option<string[]>("--gateway")
{
    Description = "Where a silo of the cluster answers clients, as IP:PORT; any number of times, so that one may be gone.",
    HelpName = "IP:PORT",
    DefaultValueFactory = _ => ["127.0.0.1:30000"],
};
gateways.Validators.Add(result =>
{
    if (result.Tokens.FirstOrDefault(token => !IPEndPoint.TryParse(token.Value, out IPEndPoint? place) || place.Port == 0) is { } wrong)
    {
        result.AddError($"'{wrong.Value}' is not a gateway: write it as IP:PORT, such as 127.0.0.1:30000.");
    }
});

var command = new ManifestCommand(
    (host, options) =>
    {
        IPEndPoint[] places = [.. options.GetRequiredValue(gateways).Select(IPEndPoint.Parse)];
        host.UseOrleansClient(client => client.UseStaticClustering(places));
        host.Services.AddTaskFlowClient();
    },
    gateways);
return await command.RunAsync(args);
