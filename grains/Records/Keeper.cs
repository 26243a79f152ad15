using System.Data.Common;
using System.Net.Sockets;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>
/// One grain's record: what its store holds, as far as this activation knows. A change is written first and shown after; one that
/// failed is never shown.
/// </summary>
/// <remarks>Of its grain's turns only one at a time writes; others may read meanwhile.</remarks>
internal sealed class Keeper<TRecord>(IPersistentState<Stored<TRecord>> state, MessageLimit limit)
    where TRecord : class, IRecord<TRecord>
{
    private Stored<TRecord>? _current;
    private bool _inDoubt;
    private Task? _reading;

    /// <summary>The record; null if there is none. Reads the store again where a failed write left it unknown what that holds.</summary>
    /// <exception cref="StorageFailureException">It could not be read.</exception>
    public ValueTask<TRecord?> GetAsync() =>
        // Before this activation's first turn the runtime has read it.
        _inDoubt ? ReadAgainAsync() : new ValueTask<TRecord?>((_current ??= state.State).Record);

    /// <summary>Writes a record in place of the current one.</summary>
    /// <exception cref="InvalidFormatException">It cannot be written as JSON. Nothing was written.</exception>
    /// <exception cref="InconsistentStateException">
    /// The store holds another record than this activation knows. It leaves the grain as it is, which makes Orleans drop the activation.
    /// </exception>
    /// <exception cref="TooLargeException">No message could carry it, or its store does not take so much. Nothing was written.</exception>
    /// <exception cref="StorageFailureException">It was not written, or it is not known whether it was: the exception says which.</exception>
    public async Task WriteAsync(TRecord next)
    {
        await GetAsync();
        Stored<TRecord> before = _current!;
        var after = new Stored<TRecord> { Record = next, Text = TextOf(next) };
        limit.Check(after.Text.Utf8.Length, next.Subject, "Keep large values elsewhere, and store where they are.");
        try
        {
            state.State = after;
            await state.WriteStateAsync();
            _current = after;
        }
        catch (Exception error)
        {
            state.State = before;
            if (error is InconsistentStateException)
            {
                throw;
            }

            if (error is TooLargeException || error.InnerException is TooLargeException)
            {
                throw new TooLargeException($"{next.Subject} was not written: {(error.InnerException ?? error).Message}", error);
            }

            await SettleAsync(next.Subject, before, after, error);
        }
    }

    /// <summary>Deletes the record; nothing if there is none.</summary>
    /// <exception cref="InconsistentStateException">As of <see cref="WriteAsync"/>.</exception>
    /// <exception cref="StorageFailureException">As of <see cref="WriteAsync"/>.</exception>
    public async Task ClearAsync()
    {
        if (await GetAsync() is not { } record)
        {
            return;
        }

        try
        {
            await state.ClearStateAsync();
            _current = state.State;
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            await SettleAsync(record.Subject, _current!, new Stored<TRecord>(), error);
        }
    }

    /// <summary>The record as the store holds it now.</summary>
    /// <exception cref="StorageFailureException">It could not be read.</exception>
    public async ValueTask<TRecord?> ReadAgainAsync()
    {
        // Readers share one reading: a second one that ended late would bring an older version back.
        Task reading = _reading is { IsCompleted: false } under ? under : _reading = ReadAsync();
        await reading;
        return _current!.Record;
    }

    // A failed write may have been applied all the same. The store itself is the one to ask, and mostly it answers.
    private async Task SettleAsync(string what, Stored<TRecord> before, Stored<TRecord> after, Exception error)
    {
        string said = (error.InnerException ?? error).Message;
        _inDoubt = true;
        try
        {
            await ReadAgainAsync();
        }
        catch (StorageFailureException)
        {
            throw new StorageFailureException(
                $"{what} may or may not have been written: the store failed ({said}) and cannot be read either. It is read again before its next use.",
                error,
                outcomeUnknown: true);
        }

        Document? stored = _current!.Text;
        if (Equals(stored, after.Text))
        {
            return;
        }

        if (Equals(stored, before.Text))
        {
            _inDoubt = MayStillBeMade(error);
            throw _inDoubt
                ? new StorageFailureException(
                    $"{what} may or may not have been written: the store does not hold it, but may still come to it ({said}). Read it again before deciding.",
                    error,
                    outcomeUnknown: true)
                : new StorageFailureException($"{what} was not written: {said}", error);
        }

        throw new StaleWriteException($"{what} was not written: the store failed ({said}), and somebody else has changed it since.", error);
    }

    // A server goes on with what it was given, although nobody waits for its answer any more.
    private static bool MayStillBeMade(Exception? error) =>
        error is TimeoutException or OperationCanceledException or SocketException or DbException { IsTransient: true }
        || (error?.InnerException is { } cause && MayStillBeMade(cause));

    private async Task ReadAsync()
    {
        try
        {
            await state.ReadStateAsync();
        }
        catch (Exception error)
        {
            throw new StorageFailureException($"{_current?.Record?.Subject ?? "The record"} could not be read: {(error.InnerException ?? error).Message}", error);
        }

        _current = state.State;
        _inDoubt = false;
    }

    private Document TextOf(TRecord record)
    {
        try
        {
            return DocumentWriter.Write(record, static (writer, record) => record.WriteTo(writer));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new InvalidFormatException($"{record.Subject} cannot be written as JSON: {error.Message}", error);
        }
    }
}
