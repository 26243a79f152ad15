using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SessionsTests : IAsyncLifetime
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private readonly LocalStorages _storages = new();
    private readonly Sessions _sessions;
    private readonly Guid _one = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    private IFlowStorage _storage = null!;

    public SessionsTests() => _sessions = new Sessions(_time, _storages);

    public async Task InitializeAsync()
    {
        var backend = new MemoryBackend();
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        _storage = await FlowStorage.OpenAsync(backend, SampleRecords.SecondFlowUuid);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Remaining_OfSeveral_IsThatOfTheLongest()
    {
        Assert.Equal(TimeSpan.Zero, _sessions.Remaining());

        _sessions.Open(_one, _lease, _storage);
        _sessions.Open(_other, _lease * 2, _storage);
        _time.Advance(_lease / 2);

        Assert.Equal(_lease * 1.5, _sessions.Remaining());
    }

    [Fact]
    public void Touch_BeforeTheLeaseEnds_LetsTheSessionLiveForAnother()
    {
        _sessions.Open(_one, _lease, _storage);
        _time.Advance(_lease - TimeSpan.FromSeconds(1));

        Assert.True(_sessions.Touch(_one));

        Assert.Equal(_lease, _sessions.Remaining());
    }

    [Fact]
    public void Remaining_AfterAllLeasesEnded_ForgetsThem()
    {
        _sessions.Open(_one, _lease, _storage);
        _time.Advance(_lease);

        Assert.Equal(TimeSpan.Zero, _sessions.Remaining());
        Assert.False(_sessions.Touch(_one));
        Assert.Null(_storages.Find(_one));
    }

    [Fact]
    public void Close_OfOneOfTwo_LeavesTheOther()
    {
        _sessions.Open(_one, _lease, _storage);
        _sessions.Open(_other, _lease, _storage);

        _sessions.Close(_one);

        Assert.False(_sessions.Touch(_one));
        Assert.True(_sessions.Touch(_other));
        Assert.Null(_storages.Find(_one));
        Assert.Same(_storage, _storages.Find(_other));
    }

    [Fact]
    public void CloseAll_OfSeveral_LetsNobodyNearbyReadTheStorage()
    {
        _sessions.Open(_one, _lease, _storage);
        _sessions.Open(_other, _lease, _storage);

        _sessions.CloseAll();

        Assert.Null(_storages.Find(_one));
        Assert.Null(_storages.Find(_other));
    }
}
