using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// Base of the suites that every store has to pass. A store joins by deriving from each of them and saying how it is made; each case
/// gets an empty one.
/// </summary>
public abstract class StoreSuite : IAsyncLifetime
{
    private IConformanceStore? _store;

    /// <summary>Where calls are made.</summary>
    protected IFlowStorageFactory First => _store!.First;

    /// <summary>Where their effect is looked for.</summary>
    protected IFlowStorageFactory Second => _store!.Second;

    public async Task InitializeAsync() => _store = await CreateStoreAsync();

    public async Task DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    /// <summary>An empty, upgraded store.</summary>
    protected abstract Task<IConformanceStore> CreateStoreAsync();

    /// <summary>All that the store holds, as its second opening reads it.</summary>
    protected Task<string> DumpStoreAsync() => StoreDump.OfAsync(Second.Backend.Connect());

    /// <summary>Asserts that a call raises an error of that type, says what it was about, and leaves the store as it was.</summary>
    /// <param name="call">The call.</param>
    /// <param name="culprits">What the message has to name.</param>
    protected async Task<TError> AssertRefusedAsync<TError>(Func<Task> call, params string[] culprits)
        where TError : Exception
    {
        string before = await DumpStoreAsync();
        TError error = await Assert.ThrowsAnyAsync<TError>(call);
        Assert.All(culprits, culprit => Assert.Contains(culprit, error.Message, StringComparison.Ordinal));
        Assert.Equal(before, await DumpStoreAsync());
        return error;
    }
}
