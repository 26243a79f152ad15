using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>Destroys logbooks, once somebody has said that they mean it.</summary>
internal sealed class DestroyCommand : Command
{
    private readonly Argument<string[]> _books = new("BOOK")
    {
        Description = "The uuid or name of a logbook.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };
    private readonly BackendOption _backend = new();
    private readonly JsonOption _json = new();
    private readonly Terminal _terminal;

    public DestroyCommand(Terminal terminal)
        : base("destroy", "Destroys logbooks with all that is in them.")
    {
        _terminal = terminal;
        Arguments.Add(_books);
        Options.Add(_yes);
        Options.Add(_backend);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        if (!options.GetValue(_yes) && !_terminal.CanAsk)
        {
            throw new UsageException("nobody is there to be asked whether to destroy that: say --yes");
        }

        await using OpenStore store = await _backend.OpenAsync(options, cancellationToken);
        List<LogBook> books = await BookLookup.ListAsync(store, options.GetRequiredValue(_books), cancellationToken);
        if (!options.GetValue(_yes) && !await IsMeantAsync(store, books, cancellationToken))
        {
            _terminal.Error.WriteLine("Nothing was destroyed.");
            return 1;
        }

        foreach (LogBook book in books)
        {
            await store.Connection.DestroyLogBookAsync(book.Uuid, cancellationToken);
            if (!options.GetValue(_json))
            {
                _terminal.Output.WriteLine($"Destroyed {ShownText.Of(book.Name)} {ShownText.Of(book.Uuid)}");
            }
        }

        if (options.GetValue(_json))
        {
            JsonOutput.WriteArray(_terminal.Data, books, static (json, book) =>
            {
                json.WriteString("uuid"u8, book.Uuid);
                json.WriteString("name"u8, book.Name);
            });
        }

        return 0;
    }

    private async Task<bool> IsMeantAsync(OpenStore store, List<LogBook> books, CancellationToken cancellationToken)
    {
        foreach (LogBook book in books)
        {
            BookSummary summary = await BookSummary.OfAsync(store.Connection, book, cancellationToken);
            _terminal.Error.WriteLine($"{ShownText.Of(book.Name)} {ShownText.Of(book.Uuid)}, {summary.Flows} flows, in {store.Description}");
        }

        _terminal.Error.Write($"Destroy {(books.Count == 1 ? "it" : $"these {books.Count}")} for ever? [y/N] ");
        string? answer = await _terminal.Input.ReadLineAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
