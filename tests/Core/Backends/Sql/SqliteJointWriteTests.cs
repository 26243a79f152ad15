using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Several atoms that are written as one.</summary>
public sealed class SqliteJointWriteTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task UpdateAtoms_AllThere_WritesAllInOneCommit()
    {
        await using SqliteBackend backend = await OpenAsync();
        int before = SqliteLog.CountCommits(_folder.File);

        IReadOnlyList<AtomDetail> stored = await Joint(backend).UpdateAtomDetailsAsync([First(State.Success), Last(State.Running)]);

        Assert.Equal([State.Success, State.Running], stored.Select(atom => atom.State!.Value));
        Assert.Equal(["task-1|SUCCESS", "task-2|RUNNING"], Stored());
        Assert.Equal(1, SqliteLog.CountCommits(_folder.File) - before);
    }

    [Fact]
    public async Task UpdateAtoms_OneIsNotThere_WritesNone()
    {
        await using SqliteBackend backend = await OpenAsync();
        IReadOnlyList<string> before = Stored();

        var error = await Assert.ThrowsAsync<NotFoundException>(
            () => Joint(backend).UpdateAtomDetailsAsync([First(State.Success), new TaskDetail("none", "none")]));

        Assert.Contains("none", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Stored());
    }

    [Theory]
    [InlineData(SampleRecords.TaskUuid)]
    [InlineData(SampleRecords.LastTaskUuid)]
    public async Task UpdateAtoms_OneWasChangedBySomebodyElse_WritesNone(string changed)
    {
        await using SqliteBackend backend = await OpenAsync();
        IJointConnection late = Joint(backend);
        AtomDetail first = await late.GetAtomDetailsAsync(SampleRecords.TaskUuid);
        AtomDetail last = await late.GetAtomDetailsAsync(SampleRecords.LastTaskUuid);
        AtomDetail others = await backend.Connect().GetAtomDetailsAsync(changed);
        others.Meta = others.Meta.Add("by", Document.From("somebody else"));
        await backend.Connect().UpdateAtomDetailsAsync(others);
        IReadOnlyList<string> before = Stored();
        (first.State, last.State) = (State.Success, State.Running);

        await Assert.ThrowsAsync<StaleWriteException>(() => late.UpdateAtomDetailsAsync([first, last]));

        Assert.Equal(before, Stored());
    }

    private static IJointConnection Joint(SqliteBackend backend) => (IJointConnection)((IFencingBackend)backend).ConnectFenced();

    private static TaskDetail First(State state) => new("task", SampleRecords.TaskUuid) { State = state };

    private static TaskDetail Last(State state) => new("later", SampleRecords.LastTaskUuid) { State = state };

    private async Task<SqliteBackend> OpenAsync()
    {
        SqliteBackend backend = await _folder.OpenUpgradedAsync();
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        return backend;
    }

    private List<string> Stored() => _folder.Query("SELECT uuid, state FROM atomdetails WHERE uuid LIKE 'task-%' ORDER BY uuid");
}
