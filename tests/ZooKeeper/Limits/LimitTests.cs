using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

/// <summary>What a store takes, and one past it.</summary>
[Trait("Needs", "zookeeper")]
public sealed class LimitTests
{
    [Fact]
    public async Task AResult_AsLargeAsANode_IsKeptAndOneByteMoreIsRefused()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        string flow = (await backend.SaveFlowsAsync(1))[0];
        await using FlowStorage storage = await backend.OpenAsync(flow);
        await storage.SaveAsync("task", "");
        int without = (await backend.Nodes.FindAsync(backend.Paths.Of(new ItemPath(ItemFolder.Atoms, await storage.GetAtomUuidAsync("task")))!, default))!.Bytes.Length;
        string largest = new('x', backend.Options.MaxNodeSize - without);

        await storage.SaveAsync("task", largest);
        await using FlowStorage reopened = await backend.Again().OpenAsync(flow);
        Assert.Equal(largest, await reopened.GetExecuteResultAsync<string>("task"));

        // A writer's numbers have more digits as they grow: some bytes past the limit are past it whatever they are.
        IConnection connection = backend.Connect();
        AtomDetail task = await connection.GetAtomDetailsAsync(await storage.GetAtomUuidAsync("task"));
        ((TaskDetail)task).Results = Document.From(largest + new string('x', 8));
        var refusal = await Assert.ThrowsAsync<TooLargeException>(() => connection.UpdateAtomDetailsAsync(task));
        Assert.False(refusal.OutcomeUnknown);
        Assert.Contains("'task'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("MaxNodeSize", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(largest, (await backend.Again().Connect().GetAtomDetailsAsync(task.Uuid)).LastResults.To<string>());
    }

    [Fact]
    public async Task ARetryHistory_OfTenThousandResults_IsKept()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        string flow = (await backend.SaveFlowsAsync(1))[0];
        await using FlowStorage storage = await backend.OpenAsync(flow);
        IConnection connection = backend.Connect();
        var retry = (RetryDetail)await connection.GetAtomDetailsAsync(await storage.GetAtomUuidAsync("retry"));
        retry.Attempts = [.. Enumerable.Range(0, 10_000).Select(number => new RetryAttempt(Document.From($"result {number}")))];

        await connection.UpdateAtomDetailsAsync(retry);

        var stored = (RetryDetail)await backend.Again().Connect().GetAtomDetailsAsync(retry.Uuid);
        Assert.Equal(retry.Attempts.Select(attempt => attempt.Value), stored.Attempts.Select(attempt => attempt.Value));
    }

    [Fact]
    public async Task FiveThousandAtoms_EnsuredAtOnce_AreKeptInTheirOrder()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        string flow = (await backend.SaveFlowsAsync(1))[0];
        await using FlowStorage storage = await backend.OpenAsync(flow);
        string[] names = [.. Enumerable.Range(0, 5_000).Select(number => $"atom {number}")];

        await storage.EnsureAtomsAsync([.. names.Select(name => AtomDeclaration.Task(name))]);
        await storage.SetAtomStateAsync("atom 4999", State.Running);

        FlowDetail stored = await backend.Again().Connect().GetFlowDetailsAsync(flow);
        Assert.Equal(names, stored.Skip(2).Select(atom => atom.Name));
        Assert.Equal(State.Running, stored.Last().State);
        Assert.Empty((await backend.Nodes.ListAsync(backend.Paths.Batches, default))!);
    }

    [Fact]
    public async Task ABookOfManyAtoms_Destroyed_LeavesNothing()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        var book = new LogBook("book", "b");
        for (int number = 0; number < 3; number++)
        {
            var flow = new FlowDetail("flow", $"f{number}");
            for (int atom = 0; atom < 3_000; atom++)
            {
                flow.Add(new TaskDetail($"task {atom}", $"{number}-{atom}"));
            }

            book.Add(flow);
        }

        await backend.Connect().SaveLogBookAsync(book);
        Assert.Equal(9_000, (await backend.Again().Connect().GetLogBookAsync("b")).Sum(flow => flow.Count));
        await backend.Connect().DestroyLogBookAsync("b");

        foreach (ItemFolder folder in ItemFolder.All)
        {
            Assert.Empty((await backend.Nodes.ListAsync(backend.Paths.Of(folder), default))!);
        }
    }

    [Fact]
    public async Task ManySmallTransactions_InsteadOfOne_ShowNothingHalfDoneToAReader()
    {
        ZooKeeperBackendOptions path = await StorePath.NewAsync();
        await using var backend = new ZooKeeperBackend(new ZooKeeperBackendOptions { Servers = path.Servers, Path = path.Path, MaxNodeSize = 10_000 });
        string flow = (await backend.SaveFlowsAsync(1))[0];
        await using var other = new ZooKeeperBackend(path);
        using var done = new CancellationTokenSource();

        Task writing = Task.Run(async () =>
        {
            IConnection connection = backend.Connect();
            for (int round = 0; round < 10; round++)
            {
                var more = new FlowDetail("flow 0", flow);
                for (int atom = 0; atom < 200; atom++)
                {
                    more.Add(new TaskDetail($"{round} {atom}", $"{round}-{atom}"));
                }

                await connection.UpdateFlowDetailsAsync(more);
            }

            await done.CancelAsync();
        });
        while (!done.IsCancellationRequested && !writing.IsFaulted)
        {
            Assert.Equal(0, (await other.Connect().GetFlowDetailsAsync(flow)).Count % 200);
        }

        await writing;
        Assert.Equal(2_000, (await other.Connect().GetFlowDetailsAsync(flow)).Count);
    }

    [Fact]
    public async Task ASaveThatWasCutShort_ShowsNothing_AndIsCompletedByRepeatingIt()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        NodePaths paths = backend.Paths;
        string flow = (await backend.SaveFlowsAsync(1))[0];
        var wanted = new FlowDetail("flow 0", flow);
        wanted.Add(new TaskDetail("new", "n"));
        byte[] left = StoredNode.Write(PathItem.Of(new TaskDetail("left behind", "n"), null, flow), "batch-1", "somebody-1");
        Assert.Null(await backend.Nodes.WriteAsync(
            [
                NodeBatch.Begin(paths, "batch-1"),
                NodeWrite.Create(paths.Of(new ItemPath(ItemFolder.Atoms, "n"))!, left),
                NodeWrite.Create($"{paths.Of(new ItemPath(ItemFolder.Flows, flow))}/n", [], isLink: true),
            ],
            null,
            default));

        Assert.Empty(await backend.Again().Connect().GetFlowDetailsAsync(flow));
        await Assert.ThrowsAsync<NotFoundException>(() => backend.Connect().GetAtomDetailsAsync("n"));
        await backend.Connect().UpdateFlowDetailsAsync(wanted);

        AtomDetail stored = Assert.Single(await backend.Again().Connect().GetFlowDetailsAsync(flow));
        Assert.Equal("new", stored.Name);

        // Whoever was cut short, and only slow, cannot end it any more.
        Assert.NotNull(await backend.Nodes.WriteAsync([NodeBatch.End(paths, "batch-1")], null, default));
    }
}
