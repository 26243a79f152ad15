using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class DirectoryAddressTests
{
    [Theory]
    [InlineData("dir:////var/flows", "/var/flows")]
    [InlineData("file:////var/flows", "/var/flows")]
    [InlineData("DIR:///flows", "flows")]
    public void OptionsOf_APath_IsThatFolderWithTheDefaults(string uri, string path)
    {
        DirectoryBackendOptions options = DirectoryAddress.OptionsOf(BackendAddress.Parse(uri));

        Assert.Equal(path, options.Path);
        Assert.Equal((1024, true, TimeSpan.FromSeconds(5)), (options.MaxCacheSize, options.Durable, options.LockTimeout));
    }

    [Fact]
    public void OptionsOf_AllOptions_AreTaken()
    {
        DirectoryBackendOptions options = DirectoryAddress.OptionsOf(
            BackendAddress.Parse("dir:///flows?max_cache_size=7&max_record_size=20000&durable=FALSE&lock_timeout=250ms"));

        Assert.Equal((7, false, TimeSpan.FromMilliseconds(250)), (options.MaxCacheSize, options.Durable, options.LockTimeout));
    }

    [Theory]
    [InlineData("dir", "dir:///flows")]
    [InlineData("file:///", "dir:///flows")]
    [InlineData("dir://flows", "dir:///flows")]
    [InlineData("dir://user:hunter2@/flows", "dir:///flows")]
    [InlineData("dir:///flows?synchronous=off", "max_cache_size, max_record_size, durable, lock_timeout")]
    [InlineData("dir:///flows?max_cache_size=0", "at least 1")]
    [InlineData("dir:///flows?max_cache_size=many", "at least 1")]
    [InlineData("dir:///flows?max_record_size=1", "from 10,000 to 536,870,912 bytes")]
    [InlineData("dir:///flows?durable=no", "true or false")]
    [InlineData("dir:///flows?lock_timeout=5", "500ms")]
    [InlineData("dir:///flows?lock_timeout=2000m", "one day")]
    public void Fetch_WhatADirectoryDoesNotTake_IsRefusedAndSaysWhatItTakes(string uri, string allowed)
    {
        var error = Assert.Throws<ArgumentException>(() => Backends.Fetch(uri));

        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_AnAbsolutePath_KeepsItsLogbooksThere()
    {
        using var folder = new StoreFolder();
        string path = folder.Name("sub folder", "flows 100%");
        await using (IBackend backend = await Backends.OpenAsync($"dir:///{path}"))
        {
            await backend.Connect().SaveLogBookAsync(new LogBook("book", "b"));
            Assert.Equal($"directory {path}", backend.Description);
        }

        Assert.True(File.Exists(Path.Combine(path, "books", "b", "metadata")));
        await using IBackend reopened = Backends.Fetch($"file:///{path}");
        Assert.Equal("book", (await reopened.Connect().GetLogBookAsync("b")).Name);
    }
}
