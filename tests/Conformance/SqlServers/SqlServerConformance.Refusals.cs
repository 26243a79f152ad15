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
        await using IBackend backend = Kind.Open(wrong.ConnectionString);

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), backend.Description, "password");

        Assert.DoesNotContain(Password, backend.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ToAnUnknownDatabase_NamesIt()
    {
        var (_, database) = await CreateAsync();
        var unknown = new DbConnectionStringBuilder { ConnectionString = database.ConnectionString, ["Database"] = "nowhere" };
        await using IBackend backend = Kind.Open(unknown.ConnectionString);

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "nowhere", "create the database");
    }

    [Fact]
    public async Task Upgrade_WithoutTheRightToCreateTables_SaysWhatToGrant()
    {
        var (server, database) = await CreateAsync();
        ServerDatabase asReader = await server.CreateUserAsync(database, $"user_{Guid.NewGuid():N}"[..20], Password);
        await using IBackend backend = Kind.Open(asReader.ConnectionString);

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "grant", "create");
    }

    [Fact]
    public async Task Upgrade_OfACurrentDatabaseByWhoMayOnlyRead_DoesNothing()
    {
        var (server, database) = await CreateAsync();
        await using IBackend owner = await OpenAsync(database, SampleRecords.Book());
        ServerDatabase asReader = await server.CreateUserAsync(database, $"user_{Guid.NewGuid():N}"[..20], Password);
        await using IBackend backend = Kind.Open(asReader.ConnectionString);

        await backend.Connect().UpgradeAsync();

        Assert.Equal(2, (await backend.Connect().GetLogBookAsync(SampleRecords.BookUuid)).Count);
        await AssertFailsAsync(() => backend.Connect().ValidateAsync(), "update");
        await AssertFailsAsync(() => backend.Connect().UpdateAtomDetailsAsync(SampleRecords.Task()), "update");
    }

    [Fact]
    public async Task Connect_RequiringTlsOfAServerWithoutIt_SaysSo()
    {
        var (_, database) = await CreateAsync();
        await using IBackend backend = Kind.Open($"{database.ConnectionString};{Kind.RequiringTls}");

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "TLS", "sslmode");
    }

    [Fact]
    public async Task Calls_WithOneConnectionForAll_WaitForEachOther()
    {
        var (_, database) = await CreateAsync();
        await using IBackend set = await OpenAsync(database, BookOf(flows: 4, tasks: 4));
        await using IBackend backend = Kind.Open(database.ConnectionString, maxConnections: 1);

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
}
