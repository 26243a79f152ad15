using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>Checks a store.</summary>
internal sealed class ValidateCommand : Command
{
    private readonly BackendOption _backend = new();
    private readonly JsonOption _json = new();
    private readonly Terminal _terminal;

    public ValidateCommand(Terminal terminal)
        : base("validate", "Checks that a store is there, current, and can be read and written.")
    {
        _terminal = terminal;
        Options.Add(_backend);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await using OpenStore store = await _backend.OpenAsync(options, cancellationToken);
        if (options.GetValue(_json))
        {
            JsonOutput.WriteObject(_terminal.Data, json => json.WriteString("backend"u8, store.Description));
        }
        else
        {
            _terminal.Output.WriteLine($"{store.Description} is in order.");
        }

        return 0;
    }
}
