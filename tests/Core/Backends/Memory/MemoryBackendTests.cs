using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class MemoryBackendTests : IAsyncDisposable
{
    private readonly MemoryBackend _backend = new();

    private IConnection Connection => _backend.Connect();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task SaveLogBook_CallerChangesTheObjectsAfterwards_TheStoreKeepsWhatWasSaved()
    {
        var (book, flow, atom) = await SaveAsync();

        atom.Results = Document.From(2);
        flow.State = State.Failure;
        flow.Add(new TaskDetail("late", "late"));
        book.Meta = book.Meta.SetItem("k", Document.From("changed"));

        LogBook stored = await Connection.GetLogBookAsync(book.Uuid);
        Assert.Empty(stored.Meta);
        FlowDetail storedFlow = Assert.Single(stored);
        Assert.Null(storedFlow.State);
        Assert.Equal(Document.From(1), Assert.IsType<TaskDetail>(Assert.Single(storedFlow)).Results);
    }

    [Fact]
    public async Task GetAtomDetails_CallerChangesTheAnswer_TheStoreKeepsWhatWasSaved()
    {
        var (_, _, atom) = await SaveAsync();

        var read = (TaskDetail)await Connection.GetAtomDetailsAsync(atom.Uuid);
        read.Results = Document.From(2);

        Assert.Equal(Document.From(1), ((TaskDetail)await Connection.GetAtomDetailsAsync(atom.Uuid)).Results);
    }

    [Fact]
    public async Task UpdateAtomDetails_CallerChangesTheAnswer_NeitherTheStoreNorTheGivenObjectChanges()
    {
        var (_, _, atom) = await SaveAsync();

        var answer = (TaskDetail)await Connection.UpdateAtomDetailsAsync(atom);
        answer.Results = Document.From(2);

        Assert.Equal(Document.From(1), atom.Results);
        Assert.Equal(Document.From(1), ((TaskDetail)await Connection.GetAtomDetailsAsync(atom.Uuid)).Results);
    }

    [Fact]
    public async Task UpdateFlowDetails_CallerChangesTheAnswer_TheGivenObjectStays()
    {
        var (_, flow, atom) = await SaveAsync();

        FlowDetail answer = await Connection.UpdateFlowDetailsAsync(flow);
        ((TaskDetail)answer.Single()).Results = Document.From(2);
        answer.Add(new TaskDetail("late", "late"));

        Assert.Equal(Document.From(1), atom.Results);
        Assert.Single(flow);
        Assert.Single(await Connection.GetFlowDetailsAsync(flow.Uuid));
    }

    [Fact]
    public async Task Connect_ToAnotherBackend_SeesAnotherStore()
    {
        var (book, _, _) = await SaveAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => new MemoryBackend().Connect().GetLogBookAsync(book.Uuid));
    }

    [Fact]
    public async Task DisposeAsync_ThenConnect_IsRefused()
    {
        await _backend.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(_backend.Connect);
    }

    [Fact]
    public async Task DisposeAsync_ThenUseOfAnOldConnection_IsRefused()
    {
        IConnection connection = Connection;
        await _backend.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.SaveLogBookAsync(new LogBook("b")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.GetAtomDetailsAsync("a"));
        Assert.Throws<ObjectDisposedException>(() => { _ = connection.ClearAllAsync(); });
    }

    [Fact]
    public async Task GetFlowDetails_WhileAtomsAreChangedTogether_NeverSeesHalfOfAChange()
    {
        const int Rounds = 2000;
        var (_, flow, atom) = await SaveAsync();
        var other = new TaskDetail("other", "other") { Results = Document.From(1) };
        flow.Add(other);
        await Connection.UpdateFlowDetailsAsync(flow);
        using var written = new CancellationTokenSource();

        Task writer = Task.Run(async () =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                atom.Results = other.Results = Document.From(i);
                await Connection.UpdateFlowDetailsAsync(flow);
            }

            await written.CancelAsync();
        });
        var seen = new HashSet<Document>();
        while (!written.IsCancellationRequested)
        {
            var results = (await Connection.GetFlowDetailsAsync(flow.Uuid)).Select(read => read.LastResults).ToList();
            Assert.Equal(results[0], results[1]);
            seen.Add(results[0]);
        }

        await writer;
        Assert.NotEmpty(seen);
    }

    [Fact]
    public async Task UpdateFlowDetails_ByManyAtOnce_KeepsTheAtomsOfAll()
    {
        const int Writers = 8;
        const int AtomsEach = 200;
        var (_, flow, _) = await SaveAsync();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < AtomsEach; i++)
            {
                FlowDetail justTheNew = flow.Copy(retainContents: false);
                justTheNew.Add(new TaskDetail($"{writer}-{i}", $"{writer}-{i}"));
                await Connection.UpdateFlowDetailsAsync(justTheNew);
            }
        })));

        Assert.Equal((Writers * AtomsEach) + 1, (await Connection.GetFlowDetailsAsync(flow.Uuid)).Count);
    }

    [Fact]
    public async Task ClearAll_ThenSave_WorksOnTheSameConnection()
    {
        IConnection connection = Connection;
        var (book, flow, atom) = await SaveAsync();

        await connection.ClearAllAsync();

        Assert.Empty(await connection.GetLogBooksAsync().ToListAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => connection.GetFlowDetailsAsync(flow.Uuid));
        await Assert.ThrowsAsync<NotFoundException>(() => connection.GetAtomDetailsAsync(atom.Uuid));
        await connection.SaveLogBookAsync(book);
        Assert.Equal(book.Uuid, (await Connection.GetLogBookAsync(book.Uuid)).Uuid);
    }

    private async Task<(LogBook Book, FlowDetail Flow, TaskDetail Atom)> SaveAsync()
    {
        var atom = new TaskDetail("task", "a") { Results = Document.From(1) };
        var flow = new FlowDetail("flow", "f") { atom };
        var book = new LogBook("book", "b") { flow };
        await Connection.SaveLogBookAsync(book);
        return (book, flow, atom);
    }
}
