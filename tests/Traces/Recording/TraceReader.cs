using System.IO.Compression;
using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Reads traces: a <c>.json</c> with one, a <c>.jsonl</c> or <c>.jsonl.gz</c> with one on each line, or a folder of such files.</summary>
public static class TraceReader
{
    private const int Format = 1;

    // Values may be as deep as the library takes them, and stand some levels deep in a trace.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 2 * Document.MaxDepth };

    /// <summary>The kind that has a flow instead of steps.</summary>
    public const string Engine = "engine";

    private static readonly string[] _kinds = ["models", "persistence", "storage", Engine];

    private static readonly string[] _endings = [".json", ".jsonl", ".jsonl.gz"];

    /// <summary>
    /// The traces of a path, sorted by file, one after the other. What cannot be read as a trace comes as the error that says so.
    /// </summary>
    public static IEnumerable<(Trace? Trace, TraceFormatException? Error)> Read(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(HasTraces)
                .Order(StringComparer.Ordinal)
                .SelectMany(ReadFile);
        }

        string? problem = !File.Exists(path) ? "there is no such file or folder"
            : !HasTraces(path) ? $"a file of traces ends with one of {string.Join(", ", _endings)}"
            : null;
        return problem is null ? ReadFile(path) : [(null, new TraceFormatException($"{path}: {problem}"))];
    }

    private static bool HasTraces(string path) => _endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal));

    private static IEnumerable<(Trace?, TraceFormatException?)> ReadFile(string path)
    {
        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            yield return Try(path, () => ReadTrace(path, File.ReadAllText(path)));
            yield break;
        }

        using var lines = new LineReader(path);
        while (true)
        {
            string source = $"{path}:{lines.Number + 1}";
            var (line, error) = Try(source, lines.Next);
            if (error is not null)
            {
                yield return (null, error);
            }

            if (line is null)
            {
                yield break;
            }

            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Try(source, () => ReadTrace(source, line));
            }
        }
    }

    private static Trace ReadTrace(string source, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, _options);
        var trace = new TraceValue(document.RootElement.Clone());
        double format = trace["format"].Number;
        if (format != Format)
        {
            throw new TraceFormatException($"it has the format {format}; this runner reads format {Format}");
        }

        string kind = trace["kind"].Text;
        return _kinds.Contains(kind)
            ? new Trace(source, kind, trace, kind == Engine ? [] : [.. trace["steps"].Items.Select(ReadStep)])
            : throw new TraceFormatException($"it is of the kind '{kind}'; this runner replays {string.Join(", ", _kinds)}");
    }

    private static TraceStep ReadStep(TraceValue step)
    {
        TraceValue? returns = step.Find("returns");
        string? raises = step.Find("raises")?.Text;
        return returns is null == raises is null
            ? throw new TraceFormatException($"a step has neither or both of 'returns' and 'raises': {step}")
            : new TraceStep(step["op"].Text, step["args"], returns, raises);
    }

    private static (T? Value, TraceFormatException? Error) Try<T>(string source, Func<T?> read)
        where T : class
    {
        try
        {
            return (read(), null);
        }
        catch (Exception error) when (error is TraceFormatException or JsonException or IOException or InvalidDataException
            or UnauthorizedAccessException or InvalidOperationException)
        {
            return (null, new TraceFormatException($"{source}: not a trace: {error.Message}", error));
        }
    }

    private sealed class LineReader(string path) : IDisposable
    {
        private StreamReader? _reader;

        public int Number { get; private set; }

        public string? Next()
        {
            _reader ??= Open();
            Number++;
            return _reader.ReadLine();
        }

        public void Dispose() => _reader?.Dispose();

        private StreamReader Open()
        {
            Stream file = File.OpenRead(path);
            return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        }
    }
}
