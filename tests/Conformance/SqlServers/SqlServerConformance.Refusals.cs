using System.Data.Common;
using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>What a server refuses, or does not answer.</content>
public abstract partial class SqlServerConformance
{
    [Fact]
    public async Task Connect_WithAWrongPassword_SaysSoWithoutIt()
    {
        var (server, database) = await CreateAsync();
        ServerDatabase asUser = await server.CreateUserAsync(database, $"user_{Guid.NewGuid():N}"[..20], "right");
        var wrong = new DbConnectionStringBuilder { ConnectionString = asUser.ConnectionString, ["Password"] = Password };
        await using IBackend backend = kind.Open(wrong.ConnectionString);

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), backend.Description, "password");

        Assert.DoesNotContain(Password, backend.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ToAnUnknownDatabase_NamesIt()
    {
        var (_, database) = await CreateAsync();
        var unknown = new DbConnectionStringBuilder { ConnectionString = database.ConnectionString, ["Database"] = "nowhere" };
        await using IBackend backend = kind.Open(unknown.ConnectionString);

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "nowhere", "create the database");
    }

    [Fact]
    public async Task Upgrade_WithoutTheRightToCreateTables_SaysWhatToGrant()
    {
        var (server, database) = await CreateAsync();
        ServerDatabase asReader = await server.CreateUserAsync(database, $"user_{Guid.NewGuid():N}"[..20], Password);
        await using IBackend backend = kind.Open(asReader.ConnectionString);

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "grant", "create");
    }

    [Fact]
    public async Task Upgrade_OfACurrentDatabaseByWhoMayOnlyRead_DoesNothing()
    {
        var (server, database) = await CreateAsync();
        await using IBackend owner = await OpenAsync(database, SampleRecords.Book());
        ServerDatabase asReader = await server.CreateUserAsync(database, $"user_{Guid.NewGuid():N}"[..20], Password);
        await using IBackend backend = kind.Open(asReader.ConnectionString);

        await backend.Connect().UpgradeAsync();

        Assert.Equal(2, (await backend.Connect().GetLogBookAsync(SampleRecords.BookUuid)).Count);
        await AssertFailsAsync(() => backend.Connect().ValidateAsync(), "update");
        await AssertFailsAsync(() => backend.Connect().UpdateAtomDetailsAsync(SampleRecords.Task()), "update");
    }

    [Fact]
    public async Task Connect_RequiringTlsOfAServerWithoutIt_SaysSo()
    {
        var (_, database) = await CreateAsync();
        await using IBackend backend = kind.Open($"{database.ConnectionString};{kind.RequiringTls}");

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "TLS", "sslmode");
    }

    [Fact]
    public async Task Call_OnAServerThatTakesNoMoreConnections_SaysSo()
    {
        var (setting, count) = kind.FewConnections;
        await using SqlServer server = await kind.StartAsync(new Dictionary<string, string> { [setting] = $"{count}" });
        var (_, database) = await CreateAsync(server);
        await using (await OpenAsync(database, SampleRecords.Book()))
        {
        }

        var held = new List<DbConnection>();
        try
        {
            await Assert.ThrowsAnyAsync<DbException>(async () =>
            {
                while (true)
                {
                    DbConnection connection = kind.Driver(database.ConnectionString + ";Pooling=false");
                    await connection.OpenAsync();
                    held.Add(connection);
                }
            });
            await using IBackend backend = kind.Open(database.ConnectionString);

            StorageFailureException error = await AssertFailsAsync(
                () => backend.Connect().UpdateAtomDetailsAsync(SampleRecords.Task()), "connections", "max_connections");

            Assert.False(error.OutcomeUnknown);
            foreach (DbConnection connection in held)
            {
                await connection.DisposeAsync();
            }

            await EventuallyAsync(() => backend.Connect().UpdateAtomDetailsAsync(SampleRecords.Task()));
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }
    }

    [Fact]
    public async Task Calls_WithOneConnectionForAll_WaitForEachOther()
    {
        var (_, database) = await CreateAsync();
        await using IBackend set = await OpenAsync(database, BookOf(flows: 4, tasks: 4));
        await using IBackend backend = kind.Open(database.ConnectionString, maxConnections: 1);

        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(flow => Enumerable.Range(0, 4).Select(async task =>
        {
            AtomDetail atom = await backend.Connect().GetAtomDetailsAsync($"f{flow}t{task}");
            atom.State = State.Success;
            await backend.Connect().UpdateAtomDetailsAsync(atom);
            await backend.Connect().UpdateFlowDetailsAsync(new FlowDetail($"flow {flow}", $"f{flow}") { new TaskDetail($"new {task}", $"f{flow}n{task}") });
        })));

        LogBook stored = await set.Connect().GetLogBookAsync("b");
        Assert.All(stored, flow => Assert.Equal(9, flow.Count));
        Assert.Equal(16, stored.SelectMany(flow => flow).Count(atom => atom.State == State.Success));
    }

    [Fact]
    public async Task Write_ToAReadOnlyDatabase_SaysSoAndReadsGoOn()
    {
        await using SqlServer server = await kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await using (await OpenAsync(database, SampleRecords.Book()))
        {
        }

        ServerDatabase readOnly = await kind.MakeReadOnlyAsync(server, database);
        await using IBackend backend = kind.Open(readOnly.ConnectionString);

        StorageFailureException error = await AssertFailsAsync(() => backend.Connect().UpdateAtomDetailsAsync(SampleRecords.Task()), "read-only");
        await AssertFailsAsync(() => backend.Connect().SaveLogBookAsync(new LogBook("new")), "read-only");
        await AssertFailsAsync(() => backend.Connect().ValidateAsync(), "read-only");

        Assert.False(error.OutcomeUnknown);
        Assert.Equal(2, (await backend.Connect().GetLogBookAsync(SampleRecords.BookUuid)).Count);
    }

    [Fact]
    public async Task Write_ToAServerThatStopsAnswering_EndsInTimeAndIsReadAgain()
    {
        await using SqlServer server = await kind.StartAsync();
        var (_, database) = await CreateAsync(server);
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 1, tasks: 2), commandTimeout: TimeSpan.FromSeconds(2));
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "f0", OnceOnly);
        await storage.SetAtomStateAsync("task 0", State.Running);
        await server.PauseAsync();
        try
        {
            StorageFailureException error = await AssertFailsAsync(
                () => storage.SaveAsync("task 0", "late").WaitAsync(_patience), "in time", "command_timeout");
            Assert.True(error.OutcomeUnknown);
        }
        finally
        {
            await server.ResumeAsync();
        }

        State? shown = null;
        await EventuallyAsync(async () => shown = await storage.GetAtomStateAsync("task 0"));

        await using IBackend second = kind.Open(database.ConnectionString);
        AtomDetail stored = await second.Connect().GetAtomDetailsAsync("f0t0");
        Assert.Equal(stored.State, shown);
        await storage.SaveAsync("task 0", "later");
        Assert.Equal(Document.From("later"), (await second.Connect().GetAtomDetailsAsync("f0t0")).LastResults);
    }

    private static async Task EventuallyAsync(Func<Task> call)
    {
        using var patience = new CancellationTokenSource(_patience);
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (StorageFailureException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
