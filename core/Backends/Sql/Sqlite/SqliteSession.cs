using System.Diagnostics.CodeAnalysis;
using SQLitePCL;

namespace Orleans.TaskFlow;

/// <summary>
/// One native connection to the file with its prepared statements. Used by one thread at a time. It talks to SQLite itself
/// rather than through ADO.NET, where an update takes three times as long, and JSON is turned from UTF-8 into UTF-16 and back.
/// </summary>
internal sealed class SqliteSession : ISqlSession, IDisposable
{
    // After a value of that size or more, the log gives its room on the disk back.
    private const string LogSizeKept = "PRAGMA journal_size_limit = 67108864";

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly SqliteBatch _batch;
    private bool _isTransactionLost;
    private bool _gathersLogWrites;

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(SqliteFile file, sqlite3 handle)
    {
        File = file;
        _handle = handle;
        _batch = new SqliteBatch(this);
    }

    public SqliteFile File { get; }

    SqlStatements ISqlSession.Statements => SqliteDialect.Statements;

    /// <summary>Whether an error has put the session in doubt, so that it must not be used again.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether a transaction is open.</summary>
    public bool IsTransactionOpen => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Whether the transaction can go on. It cannot after some errors, whether SQLite has ended it by itself or not.</summary>
    public bool IsTransactionSound => !_isTransactionLost && IsTransactionOpen;

    /// <summary>The primary result code of the last error since a transaction was begun; zero for none.</summary>
    public int LastError { get; private set; }

    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>The version of the native library.</summary>
    public string EngineVersion => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Opens the file, for <see cref="SqliteSchema"/> even if it is not there, or not set up.</summary>
    public static SqliteSession OpenAny(SqliteFile file, bool create) => Open(file, create, static _ => { });

    /// <summary>Opens a file that <see cref="SqliteSchema"/> has set up.</summary>
    public static SqliteSession Open(SqliteFile file) => Open(file, create: false, SqliteSchema.CheckVersion);

    /// <summary>A statement that is kept for the next time. The text has to be a constant: it is known by its reference.</summary>
    public SqliteStatement Use(string sql)
    {
        if (!_statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            statement = Prepare(sql);
            _statements.Add(sql, statement);
        }

        return statement.Restart();
    }

    /// <summary>Runs a statement once, without keeping it.</summary>
    public void Execute(string sql) => Once(sql, static statement => statement.Execute());

    /// <summary>The first column of the first row; <see langword="null"/> if there is none.</summary>
    public string? Text(string sql) => Once(sql, static statement => statement.Next() ? statement.Text(0) : null);

    /// <summary>The first column of every row.</summary>
    public List<string> Texts(string sql, int column = 0) => Once(sql, statement =>
    {
        var texts = new List<string>();
        while (statement.Next())
        {
            texts.Add(statement.Text(column) ?? "");
        }

        return texts;
    });

    public long Number(string sql) => Once(sql, static statement => statement.Next() ? statement.Number(0) : 0);

    /// <summary>Begins a transaction, for writing if it says so: then nobody else can write until it ends.</summary>
    public void Begin(bool writing)
    {
        _isTransactionLost = false;
        LastError = raw.SQLITE_OK;
        Use(writing ? "BEGIN IMMEDIATE" : "BEGIN").Execute();
    }

    /// <exception cref="StorageFailureException">
    /// It failed; its outcome is unknown if the session is broken, for the end of the transaction may have reached the disk.
    /// </exception>
    public void Commit()
    {
        try
        {
            Use("COMMIT").Execute();
        }
        catch (StorageFailureException error) when (IsBroken)
        {
            throw SqliteFile.Unknown(error);
        }
    }

    /// <summary>Ends the transaction, if there is one, without keeping what it did.</summary>
    public void Rollback()
    {
        if (IsTransactionOpen)
        {
            Use("ROLLBACK").Execute();
        }
    }

    /// <summary>Makes a change in the open transaction.</summary>
    public T Apply<T>(SqlChange<T> change)
    {
        if (_batch.Run(change))
        {
            return change.Declared();
        }

        if (change.IsTogether)
        {
            Use("ROLLBACK TO together").Execute();
        }

        return Ended(change.ApplyAsync(this));
    }

    /// <summary>The result of what has run on this session, which waits for nothing.</summary>
    public static T Ended<T>(ValueTask<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("A statement of SQLite has not ended.");

    ValueTask<int> ISqlSession.ExecuteAsync<TGiven>(string sql, TGiven given, Action<ISqlParameters, TGiven> bind)
    {
        SqliteStatement statement = Use(sql);
        bind(statement, given);
        return ValueTask.FromResult(statement.Execute());
    }

    ValueTask<List<TResult>> ISqlSession.QueryAsync<TGiven, TResult>(
        string sql, TGiven given, Action<ISqlParameters, TGiven> bind, Func<ISqlRow, TResult> read)
    {
        using SqliteStatement statement = Use(sql);
        bind(statement, given);
        var rows = new List<TResult>();
        while (statement.Next())
        {
            rows.Add(read(statement));
        }

        return ValueTask.FromResult(rows);
    }

    /// <summary>Makes several statements of a transaction succeed or fail as one, without harm to what was done before.</summary>
    public T Together<T>(Func<SqliteSession, T> statements)
    {
        Use("SAVEPOINT together").Execute();
        try
        {
            return statements(this);
        }
        catch when (IsTransactionSound)
        {
            Use("ROLLBACK TO together").Execute();
            throw;
        }
        finally
        {
            if (IsTransactionSound)
            {
                Use("RELEASE together").Execute();
            }
        }
    }

    /// <summary>How many pages this session has added to the log since it was asked last.</summary>
    public int TakeLoggedPages()
    {
        Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out int pages, out _, resetFlg: 1));
        return pages;
    }

    /// <summary>Copies the log into the database as far as readers allow it; waits for nobody, and leaves it to whoever is at it.</summary>
    public void Checkpoint()
    {
        int code = raw.sqlite3_wal_checkpoint_v2(_handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        if (code != raw.SQLITE_BUSY)
        {
            Check(code);
        }
    }

    /// <summary>From the first transaction on, lets every commit be written in one go, where commits are flushed. Called in a transaction.</summary>
    public void GatherLogWrites()
    {
        if (!_gathersLogWrites && File.Synchronous == SqliteSynchronous.Full)
        {
            _gathersLogWrites = true;
            SqliteLogWrites.Gather(_handle);
        }
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            Fail(code);
        }
    }

    /// <summary>Closes the file; an open transaction is undone.</summary>
    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        _handle.Dispose();
    }

    private static SqliteSession Open(SqliteFile file, bool create, Action<SqliteSession> check)
    {
        int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        int code = raw.sqlite3_open_v2(file.Path, out sqlite3 handle, flags, null);
        var session = new SqliteSession(file, handle);
        try
        {
            session.Check(code);
            session.Check(raw.sqlite3_busy_timeout(handle, (int)file.BusyTimeout.TotalMilliseconds));
            session.Check(raw.sqlite3_wal_autocheckpoint(handle, 0));
            session.Execute(LogSizeKept);
            session.Execute("PRAGMA foreign_keys = ON");
            session.Execute(file.Synchronous == SqliteSynchronous.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            check(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private T Once<T>(string sql, Func<SqliteStatement, T> run)
    {
        SqliteStatement statement = Prepare(sql);
        try
        {
            return run(statement);
        }
        finally
        {
            statement.Close();
        }
    }

    private SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt handle));
        return new SqliteStatement(this, handle);
    }

    [DoesNotReturn]
    private void Fail(int code)
    {
        int extended = raw.sqlite3_extended_errcode(_handle);
        if (SqliteResult.Primary(extended) != SqliteResult.Primary(code))
        {
            extended = code;
        }

        LastError = SqliteResult.Primary(extended);
        IsBroken |= !SqliteResult.SparesSession(extended);
        _isTransactionLost |= !SqliteResult.SparesTransaction(extended);
        throw File.Failure(extended, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }
}
