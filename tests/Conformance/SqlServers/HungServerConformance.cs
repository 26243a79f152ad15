using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>What becomes of calls to a server that stops answering, and takes nothing in, without breaking a connection off.</summary>
public abstract class HungServerConformance(ISqlServerKind kind) : SqlServerSuite(kind)
{
    [Fact]
    public async Task Write_ToAServerThatStopsAnswering_EndsInTimeAndIsReadAgain()
    {
        await using SqlServer server = await Kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 1, tasks: 2), commandTimeout: TimeSpan.FromSeconds(2));
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "f0", OnceOnly);
        await storage.SetAtomStateAsync("task 0", State.Running);
        await WhileHungAsync(server, async () =>
        {
            StorageFailureException error = await AssertFailsAsync(
                () => storage.SaveAsync("task 0", "late").WaitAsync(Patience), "in time", "command_timeout");
            Assert.True(error.OutcomeUnknown);
        });

        State? shown = null;
        await EventuallyAsync(async () => shown = await storage.GetAtomStateAsync("task 0"));

        await using IBackend second = Kind.Open(database.ConnectionString);
        AtomDetail stored = await second.Connect().GetAtomDetailsAsync("f0t0");
        Assert.Equal(stored.State, shown);
        await storage.SaveAsync("task 0", "later");
        Assert.Equal(Document.From("later"), (await second.Connect().GetAtomDetailsAsync("f0t0")).LastResults);
    }

    [Fact]
    public async Task ManyFlows_OnAServerThatStopsAnswering_FailInTimeAndGoOn()
    {
        const int Flows = 8;
        await using SqlServer server = await Kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await using IBackend backend = await OpenAsync(database, BookOf(Flows, tasks: 1), commandTimeout: TimeSpan.FromSeconds(2));
        FlowStorage[] storages = await Task.WhenAll(Enumerable.Range(0, Flows).Select(flow => FlowStorage.OpenAsync(backend, $"f{flow}", OnceOnly)));
        using var underWay = new CountdownEvent(Flows);

        Task[] writing = [.. storages.Select(storage => Task.Run(() => WriteOnAsync(storage)))];
        Assert.True(await Task.Run(() => underWay.Wait(Patience)));
        await WhileHungAsync(server, async () =>
        {
            foreach (Task flow in writing)
            {
                await AssertFailsAsync(() => flow.WaitAsync(Patience), "in time", "command_timeout");
            }
        });

        foreach (FlowStorage storage in storages)
        {
            await EventuallyAsync(() => storage.SaveAsync("task 0", "next"));
            Assert.Equal("next", await storage.GetExecuteResultAsync<string>("task 0"));
            await storage.DisposeAsync();
        }

        async Task WriteOnAsync(FlowStorage storage)
        {
            for (int write = 1; ; write++)
            {
                await storage.SaveAsync("task 0", write);
                if (write == 20)
                {
                    underWay.Signal();
                }
            }
        }
    }

    [Theory]
    [InlineData("a new atom")]
    [InlineData("a large result")]
    [InlineData("an unusual call")]
    public async Task ACall_ToAServerThatStopsAnswering_EndsInTime(string which)
    {
        await using SqlServer server = await Kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 1, tasks: 1), commandTimeout: TimeSpan.FromSeconds(2));
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "f0", OnceOnly);
        Func<Task> call = which switch
        {
            "a new atom" => () => storage.EnsureAtomAsync(AtomDeclaration.Task("new")),
            "a large result" => () => storage.SaveAsync("task 0", new string('x', 48 * 1024 * 1024)),
            _ => () => backend.Connect().DestroyLogBookAsync("none"),
        };
        await storage.SaveAsync("task 0", "before");

        // A driver whose sending takes too long closes the connection, and may tell of that instead.
        string[] said = which == "a large result" ? [] : ["in time", "command_timeout"];
        await WhileHungAsync(server, () => AssertFailsAsync(() => call().WaitAsync(Patience), said));

        await EventuallyAsync(() => storage.SaveAsync("task 0", "next"));
        await EventuallyAsync(() => storage.EnsureAtomAsync(AtomDeclaration.Task("newer")));
        Assert.Equal("next", await storage.GetExecuteResultAsync<string>("task 0"));
    }

    private static async Task WhileHungAsync(SqlServer server, Func<Task> calls)
    {
        await server.PauseAsync();
        try
        {
            await calls();
        }
        finally
        {
            await server.ResumeAsync();
        }
    }
}
