using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TaskFlow;
using Orleans.TaskFlow.Quickstart;

// The quickstart with one more backend, as a program of one's own adds it.
ZooKeeperBackend.Register();
var backend = new Option<string>("--backend") { Required = true };
var command = new ManifestCommand((host, options) => host.Services.AddTaskFlow(options.GetRequiredValue(backend)), backend);
return await command.RunAsync(args);
