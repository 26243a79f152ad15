using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>Brings a store up to date.</summary>
internal sealed class UpgradeCommand : Command
{
    private readonly BackendOption _backend = new();
    private readonly JsonOption _json = new();
    private readonly Terminal _terminal;

    public UpgradeCommand(Terminal terminal)
        : base("upgrade", "Makes a store, or brings it up to date. Does nothing to one that is current.")
    {
        _terminal = terminal;
        Options.Add(_backend);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await using OpenStore store = await OpenStore.UpgradedAsync(_backend.Uri(options), cancellationToken);
        if (options.GetValue(_json))
        {
            JsonOutput.WriteObject(_terminal.Data, json => json.WriteString("backend"u8, store.Description));
        }
        else
        {
            _terminal.Output.WriteLine($"{store.Description} is up to date.");
        }

        return 0;
    }
}
