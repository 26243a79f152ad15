namespace Orleans.TaskFlow;

/// <summary>
/// Reads a membership until two readings in a row agree. Orleans' provider for ZooKeeper reads the version and the rows one after the
/// other (dotnet/orleans#11316), so that a change in between shows rows of one version beside the number of another.
/// </summary>
internal sealed class SettledMembershipTable(IMembershipTable table) : IMembershipTable
{
    /// <inheritdoc/>
    public Task InitializeMembershipTable(bool tryInitTableVersion) => table.InitializeMembershipTable(tryInitTableVersion);

    /// <inheritdoc/>
    public Task DeleteMembershipTableEntries(string clusterId) => table.DeleteMembershipTableEntries(clusterId);

    /// <inheritdoc/>
    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => table.CleanupDefunctSiloEntries(beforeDate);

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadRow(SiloAddress key) => SettledAsync(() => table.ReadRow(key));

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadAll() => SettledAsync(table.ReadAll);

    /// <inheritdoc/>
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => table.InsertRow(entry, tableVersion);

    /// <inheritdoc/>
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => table.UpdateRow(entry, etag, tableVersion);

    /// <inheritdoc/>
    public Task UpdateIAmAlive(MembershipEntry entry) => table.UpdateIAmAlive(entry);

    private static async Task<MembershipTableData> SettledAsync(Func<Task<MembershipTableData>> read)
    {
        var before = await read();
        while (true)
        {
            var after = await read();
            if (Agree(before, after))
            {
                return before;
            }

            before = after;
        }
    }

    // A server that lags behind may give the same version twice: the rows' own versions have to agree as well.
    private static bool Agree(MembershipTableData one, MembershipTableData other) =>
        one.Version.VersionEtag == other.Version.VersionEtag
        && one.Members.Select(RowOf).ToHashSet().SetEquals(other.Members.Select(RowOf));

    private static (SiloAddress, string) RowOf(Tuple<MembershipEntry, string> row) => (row.Item1.SiloAddress, row.Item2);
}
