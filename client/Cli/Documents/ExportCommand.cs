using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>Writes logbooks as JSON documents.</summary>
internal sealed class ExportCommand : Command
{
    private readonly Argument<string[]> _books = new("BOOK")
    {
        Description = "The uuid or name of a logbook; without one, every logbook.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _folder = new("--to")
    {
        Description = "A folder for one file a logbook, UUID.json; without it, the documents go to standard output, one after the other.",
        HelpName = "FOLDER",
    };

    private readonly BackendOption _backend = new();
    private readonly Terminal _terminal;

    public ExportCommand(Terminal terminal)
        : base("export", "Writes logbooks with all that is in them, one JSON document each.")
    {
        _terminal = terminal;
        Arguments.Add(_books);
        Options.Add(_folder);
        Options.Add(_backend);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await using OpenStore store = await _backend.OpenAsync(options, cancellationToken);
        List<LogBook> books = await BookLookup.ListAsync(store, options.GetValue(_books) ?? [], cancellationToken);
        string? folder = options.GetValue(_folder);
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }

        await _terminal.WithProgressAsync("Exporting", async bar =>
        {
            bar.Expect(books.Count);
            foreach (LogBook head in books)
            {
                bar.Now(head.Name);
                LogBook book = await BookLookup.ReadAsync(store.Connection, head.Uuid, cancellationToken);
                if (folder is null)
                {
                    BookDocument.Write(_terminal.Data, book);
                }
                else
                {
                    BookFile.Write(Path.Combine(folder, BookFile.NameOf(book)), book);
                }

                bar.Advance(1);
            }
        });

        if (folder is not null)
        {
            _terminal.Output.WriteLine($"{books.Count} logbooks written to {folder}");
        }

        return 0;
    }
}
