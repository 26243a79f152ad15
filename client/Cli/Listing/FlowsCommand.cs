using System.CommandLine;
using Spectre.Console;

namespace Orleans.TaskFlow.Cli;

/// <summary>Lists flows.</summary>
internal sealed class FlowsCommand : Command
{
    private readonly Argument<string[]> _books = new("BOOK")
    {
        Description = "The uuid or name of a logbook; without one, of every logbook.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly BackendOption _backend = new();
    private readonly JsonOption _json = new();
    private readonly Terminal _terminal;

    public FlowsCommand(Terminal terminal)
        : base("flows", "Lists flows: their state, how many of their atoms are in which state, and their size.")
    {
        _terminal = terminal;
        Arguments.Add(_books);
        Options.Add(_backend);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await using OpenStore store = await _backend.OpenAsync(options, cancellationToken);
        List<LogBook> books = await BookLookup.ListAsync(store, options.GetValue(_books) ?? [], cancellationToken);
        var summaries = new List<FlowSummary>();
        await _terminal.WithProgressAsync("Reading", async bar =>
        {
            bar.Expect(books.Count);
            foreach (LogBook book in books)
            {
                bar.Now(book.Name);
                await foreach (FlowDetail flow in store.Connection.GetFlowsForBookAsync(book.Uuid, lazy: true, cancellationToken))
                {
                    summaries.Add(await FlowSummary.OfAsync(store.Connection, book, flow, cancellationToken));
                }

                bar.Advance(1);
            }
        });

        if (options.GetValue(_json))
        {
            JsonOutput.WriteArray(_terminal.Data, summaries, static (json, summary) =>
            {
                json.WriteString("book_uuid"u8, summary.Book.Uuid);
                json.WriteString("uuid"u8, summary.Flow.Uuid);
                json.WriteString("name"u8, summary.Flow.Name);
                json.WriteString("state"u8, StateStyle.NameOf(summary.Flow.State));
                json.WriteNumber("atoms"u8, summary.Atoms);
                json.States(summary.States);
                json.WriteNumber("bytes"u8, summary.Bytes);
            });
            return 0;
        }

        if (summaries.Count == 0)
        {
            _terminal.Draw(new Text($"No flows in {(books.Count == 1 ? $"logbook '{ShownText.Of(books[0].Name)}'" : store.Description)}."));
            return 0;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Logbook", "Flow", "Uuid", "State");
        table.AddColumn(new TableColumn("Atoms").RightAligned());
        table.AddColumn("States of atoms");
        table.AddColumn(new TableColumn("Size").RightAligned());
        foreach (FlowSummary summary in summaries)
        {
            table.AddRow(
                new Text(ShownText.Of(summary.Book.Name)),
                new Text(ShownText.Of(summary.Flow.Name)),
                new Text(ShownText.Of(summary.Flow.Uuid)),
                StateStyle.Text(summary.Flow.State),
                new Text($"{summary.Atoms}"),
                StateStyle.Counts(summary.States),
                new Text(SizeText.Of(summary.Bytes)));
        }

        _terminal.Draw(table);
        return 0;
    }
}
