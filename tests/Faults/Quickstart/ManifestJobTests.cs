using Orleans.TaskFlow.Quickstart;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>The quickstart's job where its files do not behave.</summary>
public sealed class ManifestJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string[] _written = [];
    private bool _full;
    private int _removed;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_OnAFileThatCannotBeRead_SavesWhyAndTriesItAgain()
    {
        string path = _folder["file"];
        // A folder is something that nobody can read as a file, root included.
        Directory.CreateDirectory(path);
        await using MemoryBackend backend = await BackendAsync();
        ManifestOutcome outcome = await RunAsync(backend, path);
        Assert.Equal("file", Assert.Single(outcome.Unread).Path);
        Assert.Equal((1, 0, 0), (outcome.Files, outcome.Hashed, outcome.Resumed));
        Assert.Empty(_written);
        FlowDetail flow = await StoredFlowAsync(backend);
        Assert.Equal(State.Success, flow.State);
        Assert.Contains("\"Reason\"", FileOf(flow).LastResults.ToString(), StringComparison.Ordinal);

        Directory.Delete(path);
        await File.WriteAllTextAsync(path, "");
        outcome = await RunAsync(backend, path);
        Assert.Empty(outcome.Unread);
        Assert.Equal((1, 1, 0), (outcome.Files, outcome.Hashed, outcome.Resumed));
        flow = await StoredFlowAsync(backend);
        Assert.Equal(State.Success, flow.State);
        Assert.Contains("sha256", FileOf(flow).LastResults.ToString(), StringComparison.Ordinal);
        Assert.Equal(["file"], _written);
    }

    [Fact]
    public async Task RunAsync_WhenTheManifestCannotBeWritten_TakesItAwayAndKeepsTheHashes()
    {
        await File.WriteAllTextAsync(_folder["file"], "1");
        await using MemoryBackend backend = await BackendAsync();
        _full = true;
        await Assert.ThrowsAsync<IOException>(() => RunAsync(backend, _folder["file"]));
        Assert.Equal(1, _removed);
        Assert.Equal(State.Reverted, (await StoredFlowAsync(backend)).State);

        _full = false;
        ManifestOutcome outcome = await RunAsync(backend, _folder["file"]);
        Assert.Equal((1, 0, 1), (outcome.Files, outcome.Hashed, outcome.Resumed));
        Assert.Equal(["file"], _written);
    }

    [Fact]
    public async Task RunAsync_OnAFileThatVanishedSinceItWasListed_LeavesItOut()
    {
        await using MemoryBackend backend = await BackendAsync();
        ManifestOutcome outcome = await RunAsync(backend, _folder["nothing"]);
        Assert.Empty(outcome.Unread);
        Assert.Empty(_written);
        Assert.Equal((0, 0, 0), (outcome.Files, outcome.Hashed, outcome.Resumed));
    }

    [Fact]
    public async Task RunAsync_WhenDone_HasStoredItsProgress()
    {
        await File.WriteAllTextAsync(_folder["file"], "");
        await using MemoryBackend backend = await BackendAsync();
        await RunAsync(backend, _folder["file"]);
        FlowDetail flow = await StoredFlowAsync(backend);
        Assert.Equal((1, 1), (flow.Meta["files"].To<int>(), flow.Meta["done"].To<int>()));
    }

    private static async Task<MemoryBackend> BackendAsync()
    {
        var backend = new MemoryBackend();
        var book = new LogBook("book", "book");
        book.Add(new FlowDetail("flow", "flow"));
        await backend.Connect().SaveLogBookAsync(book);
        return backend;
    }

    private static AtomDetail FileOf(FlowDetail flow) => flow.Single(atom => SourceFile.IsOf(atom.Name));

    private async Task<ManifestOutcome> RunAsync(MemoryBackend backend, string path)
    {
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "flow");
        var job = new ManifestJob(storage, backend.Connect(), new PlainProgress(TextWriter.Null), WriteAsync, () => _removed++);
        long size = File.Exists(path) ? new FileInfo(path).Length : 0;
        return await job.RunAsync([new SourceFile("file", path, size, File.GetLastWriteTimeUtc(path))], CancellationToken.None);
    }

    private Task WriteAsync(IEnumerable<(string Path, FileHash Hash)> files, CancellationToken cancellationToken)
    {
        _written = [.. files.Select(file => file.Path)];
        return _full ? throw new IOException("No space left on device") : Task.CompletedTask;
    }

    private static Task<FlowDetail> StoredFlowAsync(MemoryBackend backend) => backend.Connect().GetFlowDetailsAsync("flow");
}
