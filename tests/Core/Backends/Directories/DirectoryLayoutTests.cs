using System.Text.Json;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What lies where, as TaskFlow for Python has it, and what it makes of a folder is read here.</summary>
public sealed class DirectoryLayoutTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AStore_OnTheDisk_IsJsonInThreeFoldersWithLinks()
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync();
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        await backend.DisposeAsync();

        Assert.Equal("book", Json("books", "book-1").GetProperty("name").GetString());
        Assert.Equal("RUNNING", Json("flow_details", "flow-1").GetProperty("state").GetString());
        Assert.Equal("TASK_DETAIL", Json("atom_details", "task-1").GetProperty("type").GetString());
        Assert.Equal("task-1", Json("atom_details", "task-1").GetProperty("atom").GetProperty("uuid").GetString());
        Assert.Equal(["flow-1", "flow-2"], Links("books", "book-1"));
        Assert.Equal(["retry-1", "task-1"], Links("flow_details", "flow-1"));
        Assert.Equal(
            "task-1",
            new FileInfo(_folder.Name("store", "flow_details", "flow-1", "task-1")).ResolveLinkTarget(returnFinalTarget: true)!.Name);
        Assert.True(File.Exists(_folder.Name("store", "books", "book-1", "flow-1", "task-1", "metadata")));
    }

    [Fact]
    public async Task AFolderThatPythonMade_WithItsLocksAndAbsoluteLinks_IsReadAndWritten()
    {
        PythonItem("books", "b", """{"name": "book", "meta": {}, "uuid": "b", "updated_at": null, "created_at": {"day": 21, "month": 11, "year": 2026, "hour": 20, "minute": 44, "second": 11, "microsecond": 15856}}""");
        PythonItem("flow_details", "f", """{"name": "flow", "uuid": "f", "meta": {}, "state": "RUNNING"}""");
        PythonLink("books", "b", "flow_details", "f");
        foreach (string atom in new[] { "z", "y" })
        {
            PythonItem(
                "atom_details",
                atom,
                $$$"""{"type": "TASK_DETAIL", "atom": {"name": "{{{atom}}}", "uuid": "{{{atom}}}", "meta": {}, "state": "SUCCESS", "intention": "EXECUTE", "version": null, "results": [1, 2], "failure": null, "revert_results": null, "revert_failure": null}}""");
            PythonLink("flow_details", "f", "atom_details", atom);
            await Task.Delay(20);
        }

        Directory.CreateDirectory(_folder.Name("store", "books", "asked for, and not there"));
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync();
        var flow = new FlowDetail("flow", "f");
        flow.Add(new TaskDetail("added", "a"));

        await backend.Connect().UpdateFlowDetailsAsync(flow);

        await using DirectoryBackend reader = _folder.Open();
        var books = new List<LogBook>();
        await foreach (LogBook read in reader.Connect().GetLogBooksAsync())
        {
            books.Add(read);
        }

        LogBook book = Assert.Single(books);
        Assert.Equal(["z", "y", "a"], Assert.Single(book).Select(atom => atom.Uuid));
        Assert.Equal(Document.From(new[] { 1, 2 }), book.Single().First().LastResults);
    }

    [Fact]
    public async Task AnItemThatAnotherProgramRewrote_IsReadAnew()
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync();
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        await backend.Hold.LetGoAsync();
        string file = _folder.Name("store", "flow_details", "flow-1", "metadata");
        File.WriteAllText(file, File.ReadAllText(file).Replace("RUNNING", "SUCCESS", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(file, new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(State.Success, (await backend.Connect().GetFlowDetailsAsync("flow-1")).State);
    }

    [Fact]
    public async Task ASmallCache_OfAStoreWithMoreItems_HoldsNoMoreThanItMay()
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(maxCacheSize: 2);
        LogBook book = SampleRecords.Book();
        await backend.Connect().SaveLogBookAsync(book);
        await backend.Hold.LetGoAsync();

        Assert.Equal(StoreDump.Of(book), await StoreDump.OfAsync(backend.Connect()));
        Assert.Equal(StoreDump.Of(book), await StoreDump.OfAsync(backend.Connect()));
        Assert.Equal(2, backend.Store.Cache.Count);
    }

    private void PythonItem(string folder, string uuid, string json)
    {
        string item = Directory.CreateDirectory(_folder.Name("store", folder, uuid)).FullName;
        File.WriteAllText(Path.Combine(item, "metadata"), json);
        File.WriteAllText(Path.Combine(item, "lock"), "");
    }

    private void PythonLink(string folder, string uuid, string linkedFolder, string linked) =>
        File.CreateSymbolicLink(_folder.Name("store", folder, uuid, linked), _folder.Name("store", linkedFolder, linked));

    private JsonElement Json(string folder, string uuid) =>
        JsonDocument.Parse(File.ReadAllText(_folder.Name("store", folder, uuid, "metadata"))).RootElement;

    private string[] Links(string folder, string uuid) =>
    [
        .. new DirectoryInfo(_folder.Name("store", folder, uuid)).EnumerateFileSystemInfos()
            .Where(entry => entry.LinkTarget is not null)
            .Select(entry => entry.Name)
            .Order(StringComparer.Ordinal),
    ];
}
