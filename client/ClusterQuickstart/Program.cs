using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.TaskFlow.Quickstart;

// The quickstart, but for where its work is kept: in a cluster, here the one that 'dotnet run --project silo' starts.
var command = new ManifestCommand((host, _) =>
{
    host.UseOrleansClient(client => client.UseLocalhostClustering());
    host.Services.AddTaskFlowClient();
});
return await command.RunAsync(args);
