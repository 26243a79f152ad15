using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow;

/// <summary>
/// Keeps logbooks in a SQLite file: no service to start, durable, and readable with plain SQL. The tables and columns are those
/// of the seeds, with a few more at the end of each, so that TaskFlow for Python can open the same file. Several processes may use
/// one file at once.
/// </summary>
/// <remarks>
/// <para>A call that returned is on the disk (see <see cref="SqliteBackendOptions.Synchronous"/>). Calls that write at the same
/// time share their wait for the disk, so take one backend for a file, and let all flows of the process use it. Readers see the
/// file as it was when they began and wait for nobody.</para>
/// <para>A <see cref="FlowStorage"/> does not write over a flow or atom that somebody else has changed since it read or wrote it
/// (<see cref="StaleWriteException"/>): of two that run one flow, the second notices.</para>
/// <para>Names and values come back exactly as they were given, whatever characters they hold; times to the microsecond. A
/// record takes up to <see cref="SqliteBackendOptions.MaxRecordSize"/>.</para>
/// </remarks>
public sealed class SqliteBackend : IBackend, ISqlBackend, ISqlStore
{
    private readonly SqliteFile _file;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly SqliteReaders _readers;
    private volatile bool _disposed;

    /// <summary>A backend on the file that the options name. The file is opened by the first call that needs it.</summary>
    /// <param name="options">Where the file is. Read once.</param>
    /// <param name="logger">Takes warnings about the file's and the engine's condition; nobody if <see langword="null"/>.</param>
    /// <param name="time">Dates new and changed records; the system's if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which, and what is allowed.</exception>
    public SqliteBackend(SqliteBackendOptions options, ILogger<SqliteBackend>? logger = null, TimeProvider? time = null)
    {
        _file = new SqliteFile(options);
        _logger = logger ?? NullLogger<SqliteBackend>.Instance;
        _time = time ?? TimeProvider.System;
        _readers = new SqliteReaders(_file);
        Writer = new SqliteWriter(_file, _logger);
    }

    /// <inheritdoc/>
    public string Description => $"sqlite {_file.Path}";

    /// <summary>Writes wait for the disk without holding a thread of the caller's; reads are done when they return, since what they
    /// need is mostly in memory.</summary>
    internal SqliteWriter Writer { get; }

    int? ISqlStore.LongestUuid => null;

    bool ISqlStore.SharesTogether => true;

    ValueTask<RecordLimit> ISqlStore.FindLimitAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_file.Limit);

    ISqlStore ISqlBackend.Store => this;

    IReadOnlyList<string> ISqlBackend.Script => SqliteSchema.Script;

    /// <inheritdoc/>
    public IConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new SqlStoreConnection(this, known: null, _time);
    }

    IConnection IFencingBackend.ConnectFenced()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new SqlStoreConnection(this, new SqlRevisions(), _time);
    }

    /// <summary>Waits for the writes that have begun, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await Writer.CloseAsync();
        _readers.Dispose();
    }

    Task ISqlStore.UpgradeAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return SqliteSchema.UpgradeAsync(_file, cancellationToken);
    }

    Task ISqlStore.ValidateAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Task.Run(() => SqliteSchema.Validate(_file, _logger), cancellationToken);
    }

    Task<T> ISqlStore.WriteAsync<T>(SqlChange<T> change) => Writer.WriteAsync(session => session.Apply(change), change.IsTogether);

    ValueTask<T> ISqlStore.ReadAsync<T>(Func<ISqlSession, ValueTask<T>> read, bool together, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_readers.Read(read));
}
