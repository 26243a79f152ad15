using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>A database on the server that all tests share, which the cases of a class use one after the other: emptied for each.</summary>
public sealed class ServerStore<TKind> : IAsyncLifetime
    where TKind : ISqlServerKind, new()
{
    private readonly TKind _kind = new();
    private ServerDatabase _database = null!;

    public async Task InitializeAsync() => _database = await (await _kind.ShareAsync()).CreateDatabaseAsync();

    public async Task<IConformanceStore> OpenEmptyAsync()
    {
        IConformanceStore store = await EmbeddedStore.OpenAsync(_kind.Open(_database.ConnectionString), _kind.Open(_database.ConnectionString));
        await store.First.Backend.Connect().ClearAllAsync();
        return store;
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
