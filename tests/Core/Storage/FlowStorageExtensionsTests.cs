using System.Text.Json;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class FlowStorageExtensionsTests : IAsyncLifetime
{
    private readonly MemoryBackend _backend = new();
    private FlowStorage _storage = null!;

    public async Task InitializeAsync()
    {
        LogBook book = SampleRecords.Book();
        await _backend.Connect().SaveLogBookAsync(book);
        _storage = await FlowStorage.OpenAsync(_backend, SampleRecords.SecondFlowUuid);
        await _storage.EnsureAtomAsync(AtomDeclaration.Task("task", provides: "place"));
    }

    public async Task DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Values_WrittenAndReadWithTheCallersOptions_AreThoseOfItsTypes()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);

        await _storage.SaveAsync("task", new Place("Oslo", 59.9), json: json);

        Assert.Equal("""{"name":"Oslo","latitude":59.9}""", (await _storage.FetchAsync("place")).ToString());
        Assert.Equal(new Place("Oslo", 59.9), await _storage.FetchAsync<Place>("place", json));
        Assert.Equal(new Place("Oslo", 59.9), await _storage.GetExecuteResultAsync<Place>("task", json));
    }

    [Fact]
    public async Task AValue_AskedForAsAnotherType_IsRefusedAndNamesItself()
    {
        await _storage.SaveAsync("task", "text");

        var ofResult = await Assert.ThrowsAsync<InvalidFormatException>(() => _storage.GetExecuteResultAsync<int>("task"));
        var ofValue = await Assert.ThrowsAsync<InvalidFormatException>(() => _storage.FetchAsync<int>("place"));

        Assert.Contains("'task'", ofResult.Message, StringComparison.Ordinal);
        Assert.Contains("'place'", ofValue.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveFailure_OfAnException_KeepsItLive()
    {
        var error = new TimeoutException("late");

        await _storage.SaveFailureAsync("task", error);

        Assert.Same(error, (await _storage.GetExecuteFailuresAsync())["task"].Exception);
    }

    private sealed record Place(string Name, double Latitude);
}
