using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b.db")]
    [InlineData("folder/")]
    [InlineData(":memory:")]
    public void Constructor_PathThatNamesNoFile_SaysWhatToName(string path)
    {
        var error = Assert.Throws<ArgumentException>(() => new SqliteBackend(new SqliteBackendOptions { Path = path }));

        Assert.Contains("file", error.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(86401)]
    public void Constructor_BusyTimeoutOutOfRange_NamesTheRange(int seconds)
    {
        var options = new SqliteBackendOptions { Path = "flows.db", BusyTimeout = TimeSpan.FromSeconds(seconds) };

        var error = Assert.Throws<ArgumentException>(() => new SqliteBackend(options));

        Assert.Contains("between zero and one day", error.Message);
    }

    [Fact]
    public void Constructor_UnknownSynchronous_ListsThoseThatAre()
    {
        var options = new SqliteBackendOptions { Path = "flows.db", Synchronous = (SqliteSynchronous)7 };

        var error = Assert.Throws<ArgumentException>(() => new SqliteBackend(options));

        Assert.Contains("Full, Normal", error.Message);
    }

    [Fact]
    public async Task Description_OfARelativePath_IsTheFullOne()
    {
        await using var backend = new SqliteBackend(new SqliteBackendOptions { Path = "some/flows.db" });

        Assert.Equal($"sqlite {Path.GetFullPath("some/flows.db")}", backend.Description);
    }
}
