using Microsoft.Extensions.Logging;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteValidateTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DROP TABLE atomdetails", "no table 'atomdetails'")]
    [InlineData("ALTER TABLE flowdetails DROP COLUMN state", "without the column 'state'")]
    [InlineData("ALTER TABLE flowdetails RENAME TO old; CREATE TABLE flowdetails AS SELECT * FROM old", "foreign key to 'logbooks'")]
    public async Task Validate_TableNotAsItShouldBe_NamesIt(string change, string expected)
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        _folder.Execute(change);

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => backend.Connect().ValidateAsync());

        Assert.Contains(_folder.File, error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public async Task Validate_RecordsWithoutParent_WarnsAndPasses()
    {
        var log = new RecordingLogger<SqliteBackend>();
        await using var backend = new SqliteBackend(new SqliteBackendOptions { Path = _folder.File }, log);
        await backend.Connect().UpgradeAsync();
        _folder.Execute("PRAGMA foreign_keys = OFF; INSERT INTO flowdetails (uuid, name, parent_uuid) VALUES ('f', 'f', 'gone')");

        await backend.Connect().ValidateAsync();

        Assert.Contains(log.Messages, message => message.Level == LogLevel.Warning && message.Text.Contains("1 flows or atoms"));
    }

    [Fact]
    public async Task ClearAll_RecordsWithoutParent_DeletesThemToo()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        _folder.Execute("PRAGMA foreign_keys = OFF; INSERT INTO flowdetails (uuid, name, parent_uuid) VALUES ('f', 'f', 'gone')");

        await backend.Connect().ClearAllAsync();

        Assert.Equal(["0"], _folder.Query("SELECT count(*) FROM flowdetails"));
    }
}
