namespace Orleans.TaskFlow;

/// <summary>Sessions for reading, as many as there are readers at once. They never wait for a writer, nor it for them.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<SqliteSession> _idle = [];
    private bool _disposed;

    /// <summary>Reads, all from the same snapshot of the file.</summary>
    public T Read<T>(Func<ISqlSession, ValueTask<T>> read)
    {
        SqliteSession session = Take();
        try
        {
            session.Begin(writing: false);
            T result = SqliteSession.Ended(read(session));
            session.Rollback();
            return result;
        }
        finally
        {
            GiveBack(session);
        }
    }

    /// <summary>Closes the idle sessions; one that is being read from is closed by its reader.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_idle.TryPop(out SqliteSession? session))
            {
                session.Dispose();
            }
        }
    }

    private SqliteSession Take()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteBackend));
            if (_idle.TryPop(out SqliteSession? session))
            {
                return session;
            }
        }

        return SqliteSession.Open(file);
    }

    private void GiveBack(SqliteSession session)
    {
        // An open transaction is one that a read has failed in.
        if (!session.IsBroken && !session.IsTransactionOpen)
        {
            lock (_gate)
            {
                if (!_disposed)
                {
                    _idle.Push(session);
                    return;
                }
            }
        }

        session.Dispose();
    }
}
