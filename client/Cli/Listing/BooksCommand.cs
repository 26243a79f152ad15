using System.CommandLine;
using Spectre.Console;

namespace Orleans.TaskFlow.Cli;

/// <summary>Lists the logbooks of a store.</summary>
internal sealed class BooksCommand : Command
{
    private readonly BackendOption _backend = new();
    private readonly JsonOption _json = new();
    private readonly Terminal _terminal;

    public BooksCommand(Terminal terminal)
        : base("books", "Lists the logbooks, and how many of their flows are in which state.")
    {
        _terminal = terminal;
        Options.Add(_backend);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await using OpenStore store = await _backend.OpenAsync(options, cancellationToken);
        List<LogBook> books = await BookLookup.ListAsync(store, [], cancellationToken);
        var summaries = new List<BookSummary>();
        await _terminal.WithProgressAsync("Reading", async bar =>
        {
            bar.Expect(books.Count);
            foreach (LogBook book in books)
            {
                summaries.Add(await BookSummary.OfAsync(store.Connection, book, cancellationToken));
                bar.Advance(1);
            }
        });

        if (options.GetValue(_json))
        {
            JsonOutput.WriteArray(_terminal.Data, summaries, static (json, summary) =>
            {
                json.WriteString("uuid"u8, summary.Book.Uuid);
                json.WriteString("name"u8, summary.Book.Name);
                json.Time("created_at"u8, summary.Book.CreatedAt);
                json.Time("updated_at"u8, summary.Book.UpdatedAt);
                json.WriteNumber("flows"u8, summary.Flows);
                json.States(summary.States);
            });
            return 0;
        }

        if (summaries.Count == 0)
        {
            _terminal.Draw(new Text($"No logbooks in {store.Description}."));
            return 0;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Logbook", "Uuid");
        table.AddColumn(new TableColumn("Flows").RightAligned());
        table.AddColumns("States", "Created (UTC)", "Updated (UTC)");
        foreach (BookSummary summary in summaries)
        {
            table.AddRow(
                new Text(ShownText.Of(summary.Book.Name)),
                new Text(ShownText.Of(summary.Book.Uuid)),
                new Text($"{summary.Flows}"),
                StateStyle.Counts(summary.States),
                new Text(TimeText.Of(summary.Book.CreatedAt)),
                new Text(TimeText.Of(summary.Book.UpdatedAt)));
        }

        _terminal.Draw(table);
        return 0;
    }
}
