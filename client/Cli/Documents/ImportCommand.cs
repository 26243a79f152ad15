using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace Orleans.TaskFlow.Cli;

/// <summary>Reads exported logbooks into a store.</summary>
internal sealed class ImportCommand : Command
{
    private const string StandardInput = "-";

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Files that 'taskflow export' wrote, folders with such files, or - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly BackendOption _backend = new();
    private readonly ReplaceOption _replace = new();
    private readonly JsonOption _json = new();
    private readonly Terminal _terminal;

    public ImportCommand(Terminal terminal)
        : base("import", "Reads exported logbooks into a store, which is made or upgraded where need be, and compares as 'copy' does.")
    {
        _terminal = terminal;
        Arguments.Add(_files);
        Options.Add(_backend);
        Options.Add(_replace);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        string[] sources = [.. options.GetRequiredValue(_files).SelectMany(FilesAt)];
        await using OpenStore store = await OpenStore.UpgradedAsync(_backend.Uri(options), cancellationToken);
        var copy = new BookCopy(store.Connection, "documents", options.GetValue(_replace));
        IReadOnlyList<CopyResult> results = [];
        await _terminal.WithProgressAsync("Importing", async bar =>
        {
            var run = new CopyRun(copy, bar);
            results = run.Results;
            bar.Expect(sources.Length);
            foreach (string source in sources)
            {
                foreach (LogBook book in BooksIn(source))
                {
                    await run.CopyAsync(book.Uuid, book.Name, () => Task.FromResult(book), cancellationToken);
                }
            }
        });
        return CopyReport.Show(_terminal, string.Join(", ", options.GetRequiredValue(_files)), store.Description, results, options.GetValue(_json));
    }

    private static IEnumerable<string> FilesAt(string path) =>
        path == StandardInput || File.Exists(path) ? [path]
        : Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal)
        : throw new UsageException($"there is no file or folder '{path}' to import");

    private static List<ReadOnlyMemory<byte>> Split(byte[] utf8)
    {
        var documents = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = Document.MaxDepth + 16 });
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            documents.Add(utf8.AsMemory(start, (int)reader.BytesConsumed - start));
        }

        return documents;
    }

    private List<LogBook> BooksIn(string source)
    {
        try
        {
            byte[] utf8 = source == StandardInput ? Encoding.UTF8.GetBytes(_terminal.Input.ReadToEnd()) : File.ReadAllBytes(source);
            return [.. Split(utf8).Select(BookDocument.Read)];
        }
        catch (Exception error) when (error is JsonException or TaskFlowException)
        {
            throw new InvalidFormatException($"'{source}' does not hold logbooks as 'taskflow export' writes them: {error.Message}", error);
        }
    }
}
