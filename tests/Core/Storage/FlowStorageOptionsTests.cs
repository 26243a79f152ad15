using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class FlowStorageOptionsTests : IAsyncLifetime
{
    private readonly MemoryBackend _backend = new();

    public Task InitializeAsync() => _backend.Connect().SaveLogBookAsync(SampleRecords.Book());

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task Open_WithAnOptionOutOfRange_IsRefusedByName()
    {
        var attempts = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => OpenAsync(new FlowStorageOptions { Attempts = 0 }));
        var delay = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => OpenAsync(new FlowStorageOptions { AttemptDelay = TimeSpan.FromTicks(-1) }));

        Assert.Contains(nameof(FlowStorageOptions.Attempts), attempts.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(FlowStorageOptions.AttemptDelay), delay.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScopeFetcher_IsAskedOnlyWhereACallGivesNoScope()
    {
        var asked = new List<string>();
        await using FlowStorage storage = await OpenAsync(new FlowStorageOptions
        {
            ScopeFetcher = atom =>
            {
                asked.Add(atom);
                return [["near"]];
            },
        });
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("near", "x"), AtomDeclaration.Task("far", "x"), AtomDeclaration.Task("user")]);
        await storage.SaveAsync("near", "near");
        await storage.SaveAsync("far", "far");
        var wanted = new Dictionary<string, string> { ["arg"] = "x" };

        Assert.Equal("near", (await storage.FetchMappedArgsAsync(wanted, "user"))["arg"].To<string>());
        Assert.Empty(await storage.FetchUnsatisfiedArgsAsync("user", wanted));
        Assert.Equal(["user", "user"], asked);
        Assert.Equal("far", (await storage.FetchMappedArgsAsync(wanted, "user", [["far"]]))["arg"].To<string>());
        Assert.Equal(["arg"], await storage.FetchUnsatisfiedArgsAsync("user", wanted, []));
        Assert.Equal(2, asked.Count);
    }

    private Task<FlowStorage> OpenAsync(FlowStorageOptions options) => FlowStorage.OpenAsync(_backend, SampleRecords.SecondFlowUuid, options);
}
