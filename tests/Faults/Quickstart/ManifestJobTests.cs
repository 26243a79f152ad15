using Orleans.TaskFlow.Quickstart;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>The quickstart's job where its files do not behave.</summary>
public sealed class ManifestJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_OnAFileThatCannotBeRead_SavesAFailureAndTriesItAgain()
    {
        string path = _folder["file"];
        // A folder is something that nobody can read as a file, root included.
        Directory.CreateDirectory(path);
        await using MemoryBackend backend = await BackendAsync();
        ManifestOutcome outcome = await RunAsync(backend, path);
        Assert.Equal("file", Assert.Single(outcome.Unread).Path);
        Assert.Equal((1, 0, 0), (outcome.Files, outcome.Hashed, outcome.Resumed));
        Assert.Empty(outcome.Hashes);
        FlowDetail flow = await StoredFlowAsync(backend);
        Assert.Equal(State.Failure, flow.State);
        Assert.NotNull(Assert.Single(flow).Failure);

        Directory.Delete(path);
        await File.WriteAllTextAsync(path, "");
        outcome = await RunAsync(backend, path);
        Assert.Empty(outcome.Unread);
        Assert.Equal((1, 1, 0), (outcome.Files, outcome.Hashed, outcome.Resumed));
        flow = await StoredFlowAsync(backend);
        Assert.Equal(State.Success, flow.State);
        Assert.Null(Assert.Single(flow).Failure);
    }

    [Fact]
    public async Task RunAsync_OnAFileThatVanishedSinceItWasListed_LeavesItOut()
    {
        await using MemoryBackend backend = await BackendAsync();
        ManifestOutcome outcome = await RunAsync(backend, _folder["nothing"]);
        Assert.Empty(outcome.Unread);
        Assert.Empty(outcome.Hashes);
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

    private static async Task<ManifestOutcome> RunAsync(MemoryBackend backend, string path)
    {
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "flow");
        var job = new ManifestJob(storage, new PlainProgress(TextWriter.Null));
        return await job.RunAsync([new SourceFile("file", path, 0, File.GetLastWriteTimeUtc(path))], CancellationToken.None);
    }

    private static Task<FlowDetail> StoredFlowAsync(MemoryBackend backend) => backend.Connect().GetFlowDetailsAsync("flow");
}
