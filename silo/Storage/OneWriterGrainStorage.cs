using System.Collections.Concurrent;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>
/// Lets one write at a time through to a store that takes no more. SQLite's driver waits for another writer by putting the
/// thread to sleep for 150 ms, again and again; writers queued here go on as soon as the one before them is done.
/// Reads wait for nobody.
/// </summary>
internal sealed class OneWriterGrainStorage(IGrainStorage store, string database) : IGrainStorage
{
    /// <summary>One for each database, whatever the number of silos in this process.</summary>
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _turn = Turns.GetOrAdd(database, _ => new SemaphoreSlim(1));

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        store.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await _turn.WaitAsync();
        try
        {
            await store.WriteStateAsync(stateName, grainId, grainState);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await _turn.WaitAsync();
        try
        {
            await store.ClearStateAsync(stateName, grainId, grainState);
        }
        finally
        {
            _turn.Release();
        }
    }
}
