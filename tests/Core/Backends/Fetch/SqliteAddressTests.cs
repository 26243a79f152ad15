using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteAddressTests
{
    [Fact]
    public void OptionsOf_AnAbsolutePath_IsThatFileWithTheDefaults()
    {
        SqliteBackendOptions options = SqliteAddress.OptionsOf(BackendAddress.Parse("sqlite:////var/data/flows.db"));

        Assert.Equal("/var/data/flows.db", options.Path);
        Assert.Equal((TimeSpan.FromSeconds(5), SqliteSynchronous.Full), (options.BusyTimeout, options.Synchronous));
    }

    [Fact]
    public void OptionsOf_AllOptions_AreTaken()
    {
        SqliteBackendOptions options = SqliteAddress.OptionsOf(
            BackendAddress.Parse("sqlite:///flows.db?busy_timeout=250ms&max_record_size=20000&synchronous=NORMAL"));

        Assert.Equal("flows.db", options.Path);
        Assert.Equal((TimeSpan.FromMilliseconds(250), SqliteSynchronous.Normal, 20_000), (options.BusyTimeout, options.Synchronous, options.MaxRecordSize));
    }

    [Theory]
    [InlineData("sqlite", "sqlite:///flows.db")]
    [InlineData("sqlite:///", "sqlite:///flows.db")]
    [InlineData("sqlite://flows.db", "sqlite:///flows.db")]
    [InlineData("sqlite://user:hunter2@/flows.db", "sqlite:///flows.db")]
    [InlineData("sqlite:///:memory:", "memory backend")]
    [InlineData("sqlite:///flows.db?timeout=5", "busy_timeout, max_record_size, synchronous")]
    [InlineData("sqlite:///flows.db?busy_timeout=5", "500ms")]
    [InlineData("sqlite:///flows.db?busy_timeout=2000m", "one day")]
    [InlineData("sqlite:///flows.db?synchronous=off", "full or normal")]
    [InlineData("sqlite:///flows.db?max_record_size=9999", "from 10,000 to 536,870,912 bytes")]
    [InlineData("sqlite:///flows.db?max_record_size=536870913", "from 10,000 to 536,870,912 bytes")]
    [InlineData("sqlite:///flows.db?max_record_size=64M", "not a whole number")]
    public void Fetch_WhatSqliteDoesNotTake_IsRefusedAndSaysWhatItTakes(string uri, string allowed)
    {
        var error = Assert.Throws<ArgumentException>(() => Backends.Fetch(uri));

        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_AnAbsolutePath_KeepsItsLogbooksThere()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("taskflow-fetch-");
        try
        {
            string file = Path.Combine(folder.FullName, "sub folder", "flows 100%.db");
            await using (IBackend backend = await Backends.OpenAsync($"sqlite:///{file}"))
            {
                await backend.Connect().SaveLogBookAsync(new LogBook("book", "b"));
                Assert.Contains(file, backend.Description, StringComparison.Ordinal);
            }

            Assert.True(File.Exists(file));
            await using IBackend reopened = Backends.Fetch($"sqlite:///{file}");
            Assert.Equal("book", (await reopened.Connect().GetLogBookAsync("b")).Name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
