using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What silos and clients rely on to find each other: Orleans' providers, on this silo's tables and statements.</summary>
public abstract class MembershipTests(IDatabaseKind kind) : IAsyncLifetime
{
    private static readonly DateTime Born = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly IOptions<ClusterOptions> _cluster = Options.Create(new ClusterOptions { ClusterId = "blue", ServiceId = "orders" });
    private OrleansDatabase _database = null!;
    private AdoNetClusteringTable _table = null!;

    public async Task InitializeAsync()
    {
        _database = OrleansSchema.Find(kind.Invariant)!.Parse(await kind.CreateAsync());
        await _database.EnsureSchemaAsync(CancellationToken.None);
        _table = await TableAsync("blue");
    }

    public async Task DisposeAsync() => await _services.DisposeAsync();

    [Fact]
    public async Task Initialize_TwiceAndWithoutMembers_OneVersion()
    {
        await TableAsync("blue");

        var read = await _table.ReadAll();

        Assert.Empty(read.Members);
        Assert.Equal(0, read.Version.Version);
    }

    [Fact]
    public async Task Insert_AtThePresentVersion_ReadBackWholeAndVersionAdvanced()
    {
        Assert.True(await InsertAsync(Member(1)));

        var read = await _table.ReadAll();
        var (member, _) = Assert.Single(read.Members);

        Assert.Equal(1, read.Version.Version);
        Assert.Equal(Member(1).ToFullString(), member.ToFullString());
        Assert.Equal(Born, member.StartTime);
        Assert.Equal(DateTimeKind.Utc, member.IAmAliveTime.Kind);
    }

    [Fact]
    public async Task Insert_AtAnOldVersion_RefusedWhole()
    {
        var old = (await _table.ReadAll()).Version;
        await InsertAsync(Member(1));

        Assert.False(await _table.InsertRow(Member(2), old.Next()));

        var read = await _table.ReadAll();
        Assert.Single(read.Members);
        Assert.Equal(1, read.Version.Version);
    }

    [Fact]
    public async Task Insert_OfAPresentMember_RefusedWhole()
    {
        await InsertAsync(Member(1));

        Assert.False(await InsertAsync(Member(1)));

        Assert.Equal(1, (await _table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task Insert_ManyAtOneVersionAtOnce_OneWins()
    {
        var present = (await _table.ReadAll()).Version;

        var won = await Task.WhenAll(Enumerable.Range(1, 8).Select(port => Task.Run(() => _table.InsertRow(Member(port), present.Next()))));

        Assert.Single(won, true);
        var read = await _table.ReadAll();
        Assert.Single(read.Members);
        Assert.Equal(1, read.Version.Version);
    }

    [Fact]
    public async Task Update_AtThePresentVersion_SuspicionsKeptAndVersionAdvanced()
    {
        await InsertAsync(Member(1));
        var suspected = Member(1);
        suspected.Status = SiloStatus.Dead;
        suspected.AddSuspector(Member(2).SiloAddress, Born);

        Assert.True(await _table.UpdateRow(suspected, string.Empty, (await _table.ReadAll()).Version.Next()));

        var read = await _table.ReadRow(suspected.SiloAddress);
        Assert.Equal(2, read.Version.Version);
        Assert.Equal(SiloStatus.Dead, Assert.Single(read.Members).Item1.Status);
        Assert.Equal(Member(2).SiloAddress, Assert.Single(read.Members[0].Item1.SuspectTimes).Item1);
    }

    [Fact]
    public async Task Update_AtAnOldVersionOrOfNobody_RefusedWhole()
    {
        var old = (await _table.ReadAll()).Version;
        await InsertAsync(Member(1));
        var dead = Member(1);
        dead.Status = SiloStatus.Dead;

        Assert.False(await _table.UpdateRow(dead, string.Empty, old.Next()));
        Assert.False(await _table.UpdateRow(Member(2), string.Empty, (await _table.ReadAll()).Version.Next()));

        var read = await _table.ReadAll();
        Assert.Equal(SiloStatus.Active, Assert.Single(read.Members).Item1.Status);
        Assert.Equal(1, read.Version.Version);
    }

    [Fact]
    public async Task Update_ManyAtOneVersionAtOnce_OneWinsAndTheVersionAdvancesByOne()
    {
        foreach (var port in Enumerable.Range(1, 8))
        {
            await InsertAsync(Member(port));
        }

        var present = (await _table.ReadAll()).Version;
        var won = await Task.WhenAll(Enumerable.Range(1, 8).Select(port => Task.Run(() =>
            _table.UpdateRow(Member(port, SiloStatus.Dead), string.Empty, present.Next()))));

        Assert.Single(won, true);
        var read = await _table.ReadAll();
        Assert.Equal(9, read.Version.Version);
        Assert.Equal(1 + Array.IndexOf(won, true), Assert.Single(read.Members, member => member.Item1.Status == SiloStatus.Dead).Item1.SiloAddress.Endpoint.Port);
    }

    [Fact]
    public async Task Insert_RefusedOnceForItsVersion_MadeWhenRepeated()
    {
        var old = (await _table.ReadAll()).Version;
        await InsertAsync(Member(1));
        Assert.False(await _table.InsertRow(Member(2), old.Next()));
        var later = Member(2, alive: Born.AddHours(1));

        Assert.True(await InsertAsync(later));

        var read = await _table.ReadRow(later.SiloAddress);
        Assert.Equal(later.ToFullString(), Assert.Single(read.Members).Item1.ToFullString());
        Assert.Equal(2, read.Version.Version);
    }

    [Fact]
    public async Task UpdateIAmAlive_Member_TimeKeptAndVersionNotAdvanced()
    {
        await InsertAsync(Member(1));
        var alive = Member(1);
        alive.IAmAliveTime = Born.AddMinutes(5);

        await _table.UpdateIAmAlive(alive);

        var read = await _table.ReadAll();
        Assert.Equal(Born.AddMinutes(5), Assert.Single(read.Members).Item1.IAmAliveTime);
        Assert.Equal(1, read.Version.Version);
    }

    [Fact]
    public async Task ReadRow_OfNobody_OnlyTheVersion()
    {
        await InsertAsync(Member(1));

        var read = await _table.ReadRow(Member(2).SiloAddress);

        Assert.Empty(read.Members);
        Assert.Equal(1, read.Version.Version);
    }

    [Fact]
    public async Task CleanupDefunct_OldAndNewMembers_OnlyOldInactiveOnesGo()
    {
        await InsertAsync(Member(1));
        await InsertAsync(Member(2, SiloStatus.Dead));
        await InsertAsync(Member(3, SiloStatus.Dead, Born.AddHours(1)));

        await _table.CleanupDefunctSiloEntries(Born.AddMinutes(1));

        Assert.Equal([1, 3], (await _table.ReadAll()).Members.Select(member => member.Item1.SiloAddress.Endpoint.Port).Order());
    }

    [Fact]
    public async Task Delete_OneClustersEntries_OtherClustersStay()
    {
        var green = await TableAsync("green");
        await green.InsertRow(Member(1), (await green.ReadAll()).Version.Next());
        await InsertAsync(Member(2));

        await _table.DeleteMembershipTableEntries("blue");

        Assert.Single((await green.ReadAll()).Members);
        Assert.Empty((await (await TableAsync("blue")).ReadAll()).Members);
    }

    [Fact]
    public async Task GetGateways_MembersOfAllKinds_ActiveOnesWithAGateway()
    {
        await InsertAsync(Member(1));
        await InsertAsync(Member(2, SiloStatus.Dead));
        var closed = Member(3);
        closed.ProxyPort = 0;
        await InsertAsync(closed);
        var gateways = new AdoNetGatewayListProvider(
            NullLogger<AdoNetGatewayListProvider>.Instance,
            _services,
            Options.Create(new AdoNetClusteringClientOptions { Invariant = _database.Invariant, ConnectionString = _database.ConnectionString }),
            Options.Create(new GatewayOptions()),
            _cluster);
        await gateways.InitializeGatewayListProvider();

        var found = await gateways.GetGateways();

        Assert.Equal(30001, Assert.Single(found).Port);
    }

    private static MembershipEntry Member(int port, SiloStatus status = SiloStatus.Active, DateTime? alive = null) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 7),
        SiloName = $"silo {port}",
        HostName = "here",
        Status = status,
        ProxyPort = 30000 + port,
        StartTime = Born,
        IAmAliveTime = alive ?? Born,
    };

    private async Task<bool> InsertAsync(MembershipEntry member) => await _table.InsertRow(member, (await _table.ReadAll()).Version.Next());

    private async Task<AdoNetClusteringTable> TableAsync(string clusterId)
    {
        var table = new AdoNetClusteringTable(
            _services,
            Options.Create(new ClusterOptions { ClusterId = clusterId, ServiceId = "orders" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = _database.Invariant, ConnectionString = _database.ConnectionString }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTable(tryInitTableVersion: true);
        return table;
    }
}
