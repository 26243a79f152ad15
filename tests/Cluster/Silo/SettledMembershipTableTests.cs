using System.Net;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SettledMembershipTableTests
{
    private static readonly SiloAddress Address = SiloAddress.New(IPAddress.Loopback, 1, 7);

    [Fact]
    public async Task ReadAll_RowsOfANewerVersionThanTheNumber_ReadUntilTwoReadingsAgree()
    {
        var table = new Readings(
            Reading(version: 1, row: "0", SiloStatus.Active),
            // The row changed after the number had been read.
            Reading(version: 1, row: "1", SiloStatus.Dead),
            Reading(version: 2, row: "1", SiloStatus.Dead),
            Reading(version: 2, row: "1", SiloStatus.Dead));

        var read = await new SettledMembershipTable(table).ReadAll();

        Assert.Equal(2, read.Version.Version);
        Assert.Equal(SiloStatus.Dead, Assert.Single(read.Members).Item1.Status);
        Assert.Equal(0, table.Left);
    }

    [Fact]
    public async Task ReadRow_VersionThatAdvancedMeanwhile_ReadUntilTwoReadingsAgree()
    {
        var table = new Readings(
            Reading(version: 1, row: "0", SiloStatus.Active),
            Reading(version: 2, row: "0", SiloStatus.Active),
            Reading(version: 2, row: "0", SiloStatus.Active));

        var read = await new SettledMembershipTable(table).ReadRow(Address);

        Assert.Equal(2, read.Version.Version);
        Assert.Equal(0, table.Left);
    }

    private static MembershipTableData Reading(int version, string row, SiloStatus status) => new(
        [Tuple.Create(new MembershipEntry { SiloAddress = Address, Status = status }, row)], new TableVersion(version, $"{version}"));

    /// <summary>A table of which each reading is given.</summary>
    private sealed class Readings(params MembershipTableData[] readings) : IMembershipTable
    {
        private readonly Queue<MembershipTableData> _readings = new(readings);

        public int Left => _readings.Count;

        public Task<MembershipTableData> ReadAll() => Task.FromResult(_readings.Dequeue());

        public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAll();

        public Task InitializeMembershipTable(bool tryInitTableVersion) => throw new NotSupportedException();

        public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

        public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

        public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => throw new NotSupportedException();

        public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => throw new NotSupportedException();

        public Task UpdateIAmAlive(MembershipEntry entry) => throw new NotSupportedException();
    }
}
