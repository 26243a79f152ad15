using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What servers do not take, although a file does.</summary>
public abstract class ServerGrainStorageTests<TKind>(StorageSilo<TKind> silo) : GrainStorageTests<TKind>(silo)
    where TKind : IDatabaseKind, new()
{
    [Fact]
    public async Task Write_KeyAsLongAsAKeyMayBe_ReadBack()
    {
        var key = new string('k', 2000);

        await WriteAsync(key, "kept");

        Assert.Equal("kept", (await ReadAsync(key)).State.Text);
    }

    [Fact]
    public async Task Write_KeyLongerThanAKeyMayBe_RefusedAndNotCutOff()
    {
        var key = new string('k', 2100);

        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => WriteAsync(key, "lost"));

        Assert.NotEmpty(refused.Message);
        Assert.False((await ReadAsync(key)).RecordExists);
        Assert.False((await ReadAsync(key[..2048])).RecordExists);
    }
}
