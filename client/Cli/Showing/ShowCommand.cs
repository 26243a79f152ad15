using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>Shows one logbook, flow or atom.</summary>
internal sealed class ShowCommand : Command
{
    private readonly Argument<string> _record = new("RECORD")
    {
        Description = "The uuid of a logbook, flow or atom, or the name of a logbook.",
    };

    private readonly BackendOption _backend = new();
    private readonly JsonOption _json = new();
    private readonly Terminal _terminal;

    public ShowCommand(Terminal terminal)
        : base("show", "Shows a logbook or flow as a tree, or all that is known of an atom.")
    {
        _terminal = terminal;
        Arguments.Add(_record);
        Options.Add(_backend);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await using OpenStore store = await _backend.OpenAsync(options, cancellationToken);
        string wanted = options.GetRequiredValue(_record);
        if (await BookLookup.FindAsync(store.Connection, wanted, cancellationToken) is { } head)
        {
            LogBook book = await BookLookup.ReadAsync(store.Connection, head.Uuid, cancellationToken);
            Show(options, stream => BookDocument.Write(stream, book), () => _terminal.Draw(RecordTree.Of(book)));
        }
        else if (await store.Connection.GetFlowDetailsAsync(wanted, lazy: false, cancellationToken).OrNullAsync() is { } flow)
        {
            Show(options, stream => BookDocument.Write(stream, flow), () => _terminal.Draw(RecordTree.Of(flow)));
        }
        else if (await store.Connection.GetAtomDetailsAsync(wanted, cancellationToken).OrNullAsync() is { } atom)
        {
            Show(options, stream => BookDocument.Write(stream, atom), () => _terminal.Draw(AtomSheet.Of(atom)));
        }
        else
        {
            throw new NotFoundException(
                $"There is no logbook, flow or atom '{wanted}' in {store.Description}; 'taskflow books' and 'taskflow flows' list what there is.");
        }

        return 0;
    }

    private void Show(ParseResult options, Action<Stream> write, Action draw)
    {
        if (options.GetValue(_json))
        {
            write(_terminal.Data);
        }
        else
        {
            draw();
        }
    }
}
