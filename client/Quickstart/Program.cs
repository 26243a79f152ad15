using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TaskFlow.Quickstart;

// Where the work is kept is said here, and nowhere else: the cluster's sample is this program with another registration.
var backend = new Option<string>("--backend")
{
    Description = "Where the logbook is kept, such as sqlite:///FILE (survives), postgresql://USER@HOST/DB (resumed from any machine) or memory:// (does not survive).",
    HelpName = "URI",
    DefaultValueFactory = _ => "sqlite:///taskflow-quickstart.sqlite",
};

var command = new ManifestCommand(
    (host, options) =>
    {
        string uri = options.GetRequiredValue(backend);
        host.Services.AddTaskFlow(uri);
        host.Services.AddSingleton(OwnFiles.Of(uri));
    },
    backend);
return await command.RunAsync(args);
