using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Orleans.TaskFlow;

/// <summary>
/// The one that writes to the file for this process. Calls that come while a transaction is being committed wait, and then
/// share the next one (group commit); each is answered after the commit that it is in.
/// </summary>
/// <remarks>
/// It runs on the thread pool while there is something to do, and goes to the end of the pool's queue after each transaction,
/// behind the answers to its callers: so these get their turn first, and what they write next is in the next transaction.
/// </remarks>
internal sealed class SqliteWriter(SqliteFile file, ILogger logger) : IThreadPoolWorkItem
{
    // 4 MiB, as SQLite has it by default.
    private const int PagesBetweenCheckpoints = 2000;

    // How often a transaction lets others run first, while fewer wait than shared the last one. A commit costs far more.
    private const int MaxDelays = 4;

    private readonly Lock _gate = new();
    private List<SqliteWrite> _waiting = [];
    private List<SqliteWrite> _taken = [];
    private int _lastShared;
    private int _delays;
    private bool _running;
    private TaskCompletionSource? _closed;
    private SqliteSession? _session;
    private SqliteSession? _checkpointer;
    private int _loggedPages;

    /// <summary>
    /// Writes. <paramref name="apply"/> may be called again, if a transaction that it shared with others was lost. It must be
    /// a single SQL statement that writes, or <paramref name="together"/>: then it is undone as one if it fails.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> apply, bool together)
    {
        var write = new Write<T>(apply, together);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed is not null, typeof(SqliteBackend));
            _waiting.Add(write);
            if (_running)
            {
                return write.Task;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return write.Task;
    }

    /// <summary>Takes no more calls, answers those that wait, and lets the file go.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            if (_closed is null)
            {
                _closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (!_running)
                {
                    Abandon();
                    _closed.SetResult();
                }
            }

            return _closed.Task;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (!TryTake())
        {
            // Some of those answered last are still on their way back.
            Thread.Yield();
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        Transact(_taken);
        _taken.Clear();
        CheckpointIfDue();
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _running = false;
                if (_closed is not null)
                {
                    Abandon();
                    _closed.SetResult();
                }

                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Takes what waits, unless it is better to let more come.</summary>
    private bool TryTake()
    {
        lock (_gate)
        {
            if (_waiting.Count < _lastShared && _delays < MaxDelays)
            {
                _delays++;
                return false;
            }

            (_waiting, _taken) = (_taken, _waiting);
            _lastShared = _taken.Count;
            _delays = 0;
            return true;
        }
    }

    private void Transact(IReadOnlyList<SqliteWrite> writes)
    {
        bool begun = false;
        try
        {
            SqliteSession session = _session ??= SqliteSession.Open(file);
            session.Begin(writing: true);
            begun = true;
            session.GatherLogWrites();
            foreach (SqliteWrite write in writes)
            {
                write.Apply(session);
            }

            session.Commit();
        }
        catch (Exception error)
        {
            Recover();
            if (begun && writes.Count > 1 && error is not StorageFailureException { OutcomeUnknown: true })
            {
                // One of them may be to blame, such as the one that no longer fits on the disk: each is tried alone.
                foreach (SqliteWrite write in writes)
                {
                    Transact([write]);
                }

                return;
            }

            foreach (SqliteWrite write in writes)
            {
                write.Fail(writes.Count == 1 ? error : OfOneCaller(error));
            }

            return;
        }

        foreach (SqliteWrite write in writes)
        {
            write.Complete();
        }
    }

    /// <summary>An error of its own for each caller: a rethrow writes into it, and callers may do so at the same time.</summary>
    private static Exception OfOneCaller(Exception error) => error switch
    {
        StorageFailureException failure => new StorageFailureException(failure.Message, failure, failure.OutcomeUnknown),
        IncompatibleVersionException => new IncompatibleVersionException(error.Message, error),
        _ => error,
    };

    /// <summary>Makes ready for the next transaction after one that failed.</summary>
    private void Recover()
    {
        try
        {
            _session?.Rollback();
        }
        catch (StorageFailureException error)
        {
            Log.RollbackFailed(logger, error, file.Path);
            Abandon();
        }

        if (_session is { IsBroken: true })
        {
            Abandon();
        }
        else if (_session is { LastError: raw.SQLITE_FULL })
        {
            // The log can be used again from its start once it is copied, and that takes little room or none.
            _loggedPages = PagesBetweenCheckpoints;
            CheckpointIfDue();
        }
    }

    /// <summary>Closes the sessions; the next transaction opens them again.</summary>
    private void Abandon()
    {
        _session?.Dispose();
        _session = null;
        _checkpointer?.Dispose();
        _checkpointer = null;
    }

    /// <summary>Copies the log into the database each time that it has grown by so many pages.</summary>
    /// <remarks>
    /// It is done by a second session while the first one keeps everybody from writing. Before SQLite 3.51.3 a writer that
    /// restarts the log at the wrong moment of a checkpoint can damage the file (the "WAL-reset bug").
    /// </remarks>
    private void CheckpointIfDue()
    {
        if (_session is null)
        {
            return;
        }

        try
        {
            _loggedPages += _session.TakeLoggedPages();
            if (_loggedPages < PagesBetweenCheckpoints)
            {
                return;
            }

            _loggedPages = 0;
            _checkpointer ??= SqliteSession.Open(file);
            _session.Begin(writing: true);
            _checkpointer.Checkpoint();
            _session.Rollback();
        }
        catch (StorageFailureException) when (_session.LastError == raw.SQLITE_BUSY)
        {
            // Another process writes, and copies the log in its turn.
        }
        catch (TaskFlowException error)
        {
            // Nothing is lost: the log keeps what was written, and the next checkpoint copies it.
            Log.CheckpointFailed(logger, error, file.Path);
            Abandon();
        }
    }

    private sealed class Write<T>(Func<SqliteSession, T> apply, bool together) : SqliteWrite, IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<T> _answer = new();
        private T? _result;
        private Exception? _error;

        public Task<T> Task => _answer.Task;

        public override void Apply(SqliteSession session)
        {
            _error = null;
            try
            {
                _result = together ? session.Together(apply) : apply(session);
            }
            catch (Exception error) when (session.IsTransactionSound)
            {
                _error = error;
            }
        }

        // The caller goes on elsewhere, what it does must not hold up the others; and in the pool's common queue, before the writer.
        public override void Complete() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

        public override void Fail(Exception error)
        {
            _error = error;
            Complete();
        }

        void IThreadPoolWorkItem.Execute()
        {
            if (_error is null)
            {
                _answer.SetResult(_result!);
            }
            else
            {
                _answer.SetException(_error);
            }
        }
    }
}
