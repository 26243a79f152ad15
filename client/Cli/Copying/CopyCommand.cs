using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>Copies logbooks from one store to another.</summary>
internal sealed class CopyCommand : Command
{
    private readonly Argument<string> _from = new("FROM") { Description = "The store to copy from, by its URI." };
    private readonly Argument<string> _to = new("TO") { Description = "The store to copy to, by its URI; made or upgraded where need be." };

    private readonly Option<string[]> _books = new("--book")
    {
        Description = "The uuid or name of a logbook to copy, any number of times; without it, every logbook.",
        HelpName = "BOOK",
    };

    private readonly ReplaceOption _replace = new();
    private readonly JsonOption _json = new();
    private readonly Terminal _terminal;

    public CopyCommand(Terminal terminal)
        : base("copy", "Copies logbooks to another store, reads them back and compares. Stopped at any point, it goes on when run again.")
    {
        _terminal = terminal;
        Arguments.Add(_from);
        Arguments.Add(_to);
        Options.Add(_books);
        Options.Add(_replace);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await using OpenStore from = await OpenStore.ExistingAsync(options.GetRequiredValue(_from), cancellationToken);
        await using OpenStore to = await OpenStore.UpgradedAsync(options.GetRequiredValue(_to), cancellationToken);
        List<LogBook> books = await BookLookup.ListAsync(from, options.GetValue(_books) ?? [], cancellationToken);
        var copy = new BookCopy(to.Connection, from.Description, options.GetValue(_replace));
        IReadOnlyList<CopyResult> results = [];
        await _terminal.WithProgressAsync("Copying", async bar =>
        {
            var run = new CopyRun(copy, bar);
            results = run.Results;
            bar.Expect(books.Count);
            foreach (LogBook head in books)
            {
                await run.CopyAsync(
                    head.Uuid, head.Name, () => BookLookup.ReadAsync(from.Connection, head.Uuid, cancellationToken), cancellationToken);
            }
        });
        return CopyReport.Show(_terminal, from.Description, to.Description, results, options.GetValue(_json));
    }
}
