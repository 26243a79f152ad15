using System.Buffers;
using System.Runtime.InteropServices;

namespace Orleans.TaskFlow;

/// <summary>
/// The one that appends to a directory's log. Calls that come while it waits for the disk share the next wait (group commit). Where
/// nobody waits for the disk, a call appends by itself.
/// </summary>
/// <remarks>
/// It runs on the thread pool while there is something to do, and goes to the end of the pool's queue after each batch: so the callers
/// just answered get their turn first, and what they write next is in the next batch. After a failure it writes nothing more.
/// </remarks>
internal sealed class LogWriter(DirectoryLog log, string root, bool durable) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private LogBatch? _waiting;
    private LogBatch? _taken;
    private ArrayBufferWriter<byte>? _room;
    private volatile StorageFailureException? _failure;

    /// <summary>Whether something could not be written, so that the log and what memory says of it differ.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>How long the records in the log are, and those that are to be.</summary>
    public long Size { get; private set; }

    /// <summary>Ends once all that was appended so far is written.</summary>
    public Task Written
    {
        get
        {
            lock (_gate)
            {
                return _failure is { } failure
                    ? Task.FromException(Again(failure))
                    : (_waiting ?? _taken)?.Written.Task ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>Appends a record. For one caller at a time.</summary>
    /// <returns>What ends once it is written.</returns>
    public Task Append(IReadOnlyList<LogEntry> entries)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                throw Again(_failure);
            }

            if (!durable)
            {
                var alone = new LogBatch(_room);
                Add(alone.Bytes, entries);
                Write(alone);
                _room = alone.TakeRoom();
                return alone.Written.Task;
            }

            if (_waiting is null)
            {
                _waiting = new LogBatch(_room);
                _room = null;
                if (_taken is null)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                }
            }

            Add(_waiting.Bytes, entries);
            return _waiting.Written.Task;
        }
    }

    private void Add(ArrayBufferWriter<byte> records, IReadOnlyList<LogEntry> entries)
    {
        int begin = records.WrittenCount;
        try
        {
            records.GetSpan(DirectoryLog.RecordHead)[..DirectoryLog.RecordHead].Clear();
            records.Advance(DirectoryLog.RecordHead);
            LogRecord.Write(records, entries);
        }
        catch (OutOfMemoryException error)
        {
            // Half a record would hide those after it.
            _failure = new StorageFailureException($"A change of the directory '{root}' is too large for the memory of this process.", error);
            throw Again(_failure);
        }

        log.Seal(MemoryMarshal.AsMemory(records.WrittenMemory).Span[begin..]);
        Size += records.WrittenCount - begin;
    }

    void IThreadPoolWorkItem.Execute()
    {
        lock (_gate)
        {
            _taken = _waiting!;
            _waiting = null;
        }

        Write(_taken);
        lock (_gate)
        {
            _room = _taken.TakeRoom();
            _taken = null;
            if (_waiting is null)
            {
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void Write(LogBatch batch)
    {
        if (_failure is { } failure)
        {
            batch.Written.SetException(Again(failure));
            return;
        }

        try
        {
            log.Append(batch.Bytes.WrittenMemory, flush: durable);
        }
        catch (LogDoubtException error)
        {
            Fail(batch, DirectoryFailure.Of(root, error.InnerException!, outcomeUnknown: true));
            return;
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            Fail(batch, DirectoryFailure.Of(root, error));
            return;
        }

        batch.Written.SetResult();
    }

    private void Fail(LogBatch batch, StorageFailureException failure)
    {
        _failure = failure;
        batch.Written.SetException(failure);
    }

    /// <summary>The record of this call was not tried: whatever became of the others, it is not in the log.</summary>
    private static StorageFailureException Again(StorageFailureException failure) => new(failure.Message, failure.InnerException);
}
