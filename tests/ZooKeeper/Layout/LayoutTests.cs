using System.Text;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

/// <summary>How a store looks to other programs, and how what they wrote looks to us.</summary>
[Trait("Needs", "zookeeper")]
public sealed class LayoutTests
{
    [Fact]
    public async Task ABook_Saved_IsInNodesAsTaskFlowForPythonHasThem()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        LogBook book = SampleRecords.Book();
        await backend.Connect().SaveLogBookAsync(book);
        FlowDetail flow = book.First();
        AtomDetail atom = flow.First();
        string root = backend.Paths.Root;

        Assert.Equal(book.Name, (await JsonAsync(backend, $"{root}/books/{book.Uuid}")).Members["name"].To<string>());
        Assert.Equal(flow.Name, (await JsonAsync(backend, $"{root}/flow_details/{flow.Uuid}")).Members["name"].To<string>());
        Document stored = await JsonAsync(backend, $"{root}/atom_details/{atom.Uuid}");
        Assert.Equal(atom.ToDocument(), stored.Members["atom"]);
        Assert.NotNull(await backend.Nodes.LookAsync($"{root}/books/{book.Uuid}/{flow.Uuid}", default));
        Assert.NotNull(await backend.Nodes.LookAsync($"{root}/flow_details/{flow.Uuid}/{atom.Uuid}", default));
    }

    [Fact]
    public async Task WhatPythonWrote_IsReadAndUpdatedAndStaysWhereItIs()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        await WriteAsPythonAsync(backend);
        IConnection connection = backend.Connect();

        FlowDetail flow = await connection.GetFlowDetailsAsync("f");
        AtomDetail atom = Assert.Single(flow);
        Assert.Equal(State.Success, atom.State);
        atom.State = State.Reverted;
        await connection.UpdateAtomDetailsAsync(atom);
        var more = new FlowDetail("flow", "f");
        more.Add(atom);
        more.Add(new TaskDetail("another", "a2"));
        await backend.Again().Connect().UpdateFlowDetailsAsync(more);

        Assert.Equal(["a", "a2"], (await backend.Again().Connect().GetFlowDetailsAsync("f")).Select(stored => stored.Uuid));
        var elsewhere = new LogBook("other", "o");
        elsewhere.Add(new FlowDetail("flow", "f"));
        var duplicate = await Assert.ThrowsAsync<DuplicateException>(() => backend.Again().Connect().SaveLogBookAsync(elsewhere));
        Assert.Contains("'b'", duplicate.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClearAll_DeletesWhatNoBookHolds()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        await backend.Nodes.WriteAsync(
            [NodeWrite.Create(backend.Paths.Root + "/atom_details/lost", """{"type":"TASK_DETAIL","atom":{"name":"n","uuid":"lost"}}"""u8.ToArray())], null, default);

        await backend.Connect().ClearAllAsync();

        Assert.Empty((await backend.Nodes.ListAsync(backend.Paths.Root + "/atom_details", default))!);
    }

    [Fact]
    public async Task ANodeThatIsDamaged_IsNamed()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        string node = backend.Paths.Root + "/books/broken";
        await backend.Nodes.WriteAsync([NodeWrite.Create(node, "{\"name\":"u8.ToArray())], null, default);

        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => backend.Connect().GetLogBookAsync("broken"));

        Assert.Contains(node, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgrade_ByTenAtOnce_MakesOneStore()
    {
        ZooKeeperBackendOptions path = await StorePath.NewAsync();
        ZooKeeperBackend[] backends = [.. Enumerable.Range(0, 10).Select(_ => new ZooKeeperBackend(path))];

        await Task.WhenAll(backends.Select(backend => backend.Connect().UpgradeAsync()));

        await backends[0].Connect().SaveLogBookAsync(new LogBook("book", "b"));
        await backends[9].Connect().ValidateAsync();
        Assert.Equal("book", (await backends[9].Connect().GetLogBookAsync("b")).Name);
        await Task.WhenAll(backends.Select(backend => backend.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task AStore_NotUpgraded_SaysSo()
    {
        await using var backend = new ZooKeeperBackend(await StorePath.NewAsync());

        foreach (Func<Task> call in new Func<Task>[]
        {
            () => backend.Connect().SaveLogBookAsync(new LogBook("book", "b")),
            () => backend.Connect().ValidateAsync(),
            () => backend.Connect().ClearAllAsync(),
        })
        {
            var refusal = await Assert.ThrowsAsync<StorageFailureException>(call);
            Assert.Contains("Call UpgradeAsync", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AStore_OfANewerVersion_IsRefused()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        await backend.Nodes.WriteAsync([NodeWrite.Set(backend.Paths.Format, "2"u8.ToArray(), 0)], null, default);

        await Assert.ThrowsAsync<IncompatibleVersionException>(() => backend.Connect().ValidateAsync());
        await Assert.ThrowsAsync<IncompatibleVersionException>(() => backend.Connect().UpgradeAsync());
    }

    private static async Task<Document> JsonAsync(ZooKeeperBackend backend, string node) =>
        Document.Parse(Encoding.UTF8.GetString((await backend.Nodes.FindAsync(node, default))!.Bytes));

    private static async Task WriteAsPythonAsync(ZooKeeperBackend backend)
    {
        string root = backend.Paths.Root;
        (string Node, string Data)[] nodes =
        [
            ("/books/b", """{"name": "book", "uuid": "b", "meta": {}, "created_at": null, "updated_at": null}"""),
            ("/flow_details/f", """{"name": "flow", "uuid": "f", "meta": {}, "state": null}"""),
            ("/books/b/f", ""),
            ("/atom_details/a", """{"type": "TASK_DETAIL", "atom": {"name": "task", "uuid": "a", "state": "SUCCESS", "intention": "EXECUTE", "results": 5, "revert_results": null, "failure": null, "revert_failure": null, "meta": {}, "version": "1.0"}}"""),
            ("/flow_details/f/a", ""),
        ];
        Assert.Null(await backend.Nodes.WriteAsync(
            [.. nodes.Select(node => NodeWrite.Create(root + node.Node, Encoding.UTF8.GetBytes(node.Data)))], null, default));
    }
}
