using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class DirectoryHoldTests
{
    [Fact]
    public async Task Folder_KeptByAnotherBackendThatLooksAtOnce_IsLetGoWhenItIsAwaited()
    {
        using var folder = new StoreFolder();
        var pace = new DirectoryPace { Look = TimeSpan.Zero, Idle = TimeSpan.MaxValue };
        await using DirectoryBackend keeping = await folder.OpenUpgradedAsync(pace: pace);
        await using DirectoryBackend waiting = folder.Open(lockTimeout: TimeSpan.FromSeconds(10));
        LogBook book = SampleRecords.Book();

        await keeping.Connect().SaveLogBookAsync(book);

        Assert.Equal(book.Name, (await waiting.Connect().GetLogBookAsync(book.Uuid)).Name);
    }
}
