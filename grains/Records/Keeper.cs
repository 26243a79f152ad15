using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>
/// One grain's record: what its store holds, as far as this activation knows. A change is written first and shown after; one that
/// failed is never shown.
/// </summary>
/// <remarks>Of its grain's turns only one at a time writes; others may read meanwhile.</remarks>
internal sealed class Keeper<TRecord>(IPersistentState<Stored<TRecord>> state, string what)
    where TRecord : class, IRecord<TRecord>
{
    private TRecord? _current;
    private bool _loaded;
    private bool _inDoubt;
    private Task? _reading;

    /// <summary>The record; null if there is none. Reads the store again where a failed write left it unknown what that holds.</summary>
    /// <exception cref="StorageFailureException">It could not be read.</exception>
    public ValueTask<TRecord?> GetAsync()
    {
        if (_inDoubt)
        {
            return ReadAgainAsync();
        }

        if (!_loaded)
        {
            // The runtime has read it before this activation's first turn.
            Adopt();
        }

        return new ValueTask<TRecord?>(_current);
    }

    /// <summary>Writes a record in place of the current one.</summary>
    /// <exception cref="InconsistentStateException">
    /// The store holds another record than this activation knows. It leaves the grain as it is, which makes Orleans drop the activation.
    /// </exception>
    /// <exception cref="StorageFailureException">It was not written, or it is not known whether it was: the exception says which.</exception>
    public async Task WriteAsync(TRecord next)
    {
        TRecord? before = await GetAsync();
        try
        {
            state.State.Record = next;
            await state.WriteStateAsync();
            _current = next;
        }
        catch (InconsistentStateException)
        {
            state.State.Record = before;
            throw;
        }
        catch (Exception error)
        {
            state.State.Record = before;
            await SettleAsync(next, before, error);
        }
    }

    /// <summary>Deletes the record; nothing if there is none.</summary>
    /// <exception cref="InconsistentStateException">As of <see cref="WriteAsync"/>.</exception>
    /// <exception cref="StorageFailureException">As of <see cref="WriteAsync"/>.</exception>
    public async Task ClearAsync()
    {
        if (await GetAsync() is not { } before)
        {
            return;
        }

        try
        {
            await state.ClearStateAsync();
            Adopt();
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            await SettleAsync(next: null, before, error);
        }
    }

    /// <summary>Reads the store and writes the record back as it is.</summary>
    /// <exception cref="StorageFailureException">The store does not do that.</exception>
    public async Task CheckAsync(TRecord ifNone)
    {
        await WriteAsync(await ReadAgainAsync() ?? ifNone);
    }

    // A failed write may have been applied all the same. The store itself is the one to ask, and mostly it answers.
    private async Task SettleAsync(TRecord? next, TRecord? before, Exception error)
    {
        string said = (error.InnerException ?? error).Message;
        _inDoubt = true;
        TRecord? stored;
        try
        {
            stored = await ReadAgainAsync();
        }
        catch (StorageFailureException)
        {
            throw new StorageFailureException(
                $"{what} may or may not have been written: the store failed ({said}) and cannot be read either. It is read again before its next use.",
                error,
                outcomeUnknown: true);
        }

        if (stored == next || (stored is not null && next is not null && RecordSerializer.AreSame(stored, next)))
        {
            return;
        }

        throw stored?.Revision == before?.Revision
            ? new StorageFailureException($"{what} was not written: {said}", error)
            : new StaleWriteException($"{what} was not written: the store failed ({said}), and somebody else has changed it since.", error);
    }

    private async ValueTask<TRecord?> ReadAgainAsync()
    {
        // Readers share one reading: a second one that ended late would bring an older version back.
        Task reading = _reading is { IsCompleted: false } under ? under : _reading = ReadAsync();
        await reading;
        return _current;
    }

    private async Task ReadAsync()
    {
        try
        {
            await state.ReadStateAsync();
        }
        catch (Exception error)
        {
            throw new StorageFailureException($"{what} could not be read: {(error.InnerException ?? error).Message}", error);
        }

        Adopt();
    }

    private void Adopt()
    {
        _current = state.State.Record;
        _loaded = true;
        _inDoubt = false;
    }
}
