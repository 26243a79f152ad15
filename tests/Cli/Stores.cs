using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Cli;

/// <summary>A folder of its own for one test, with the stores in it; gone at the end.</summary>
internal sealed class Stores : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskflow-cli-");

    public string Sqlite => $"sqlite:///{Name("flows.db")}?synchronous=normal";

    public string Folder => $"dir:///{Name("flows")}?durable=false";

    public string Name(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>Saves logbooks through a backend of its own.</summary>
    public static async Task FillAsync(string uri, params LogBook[] books)
    {
        await using IBackend backend = await Backends.OpenAsync(uri);
        foreach (LogBook book in books)
        {
            await backend.Connect().SaveLogBookAsync(book);
        }
    }

    /// <summary>All that a store holds.</summary>
    public static async Task<string> DumpAsync(string uri)
    {
        await using IBackend backend = await Backends.OpenAsync(uri);
        return await StoreDump.OfAsync(backend.Connect());
    }

    /// <summary>A logbook whose atoms do not go into one call of a copy.</summary>
    public static LogBook LargeBook(int flows = 3, int atoms = 5, int bytes = 100_000)
    {
        var book = new LogBook("large", "large");
        for (int f = 0; f < flows; f++)
        {
            var flow = new FlowDetail($"flow {f}", $"large-{f}") { State = State.Running };
            for (int a = 0; a < atoms; a++)
            {
                flow.Add(new TaskDetail($"task {a}", $"large-{f}-{a}") { State = State.Success, Results = Document.From(new string((char)('a' + a), bytes)) });
            }

            book.Add(flow);
        }

        return book;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
