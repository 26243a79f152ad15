using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow;

/// <summary>
/// Keeps logbooks in a PostgreSQL database, from version 12 on, that any number of processes and machines use at once. The tables and
/// columns are those of the seeds, with three more in each, and readable with plain SQL.
/// </summary>
/// <remarks>
/// <para>A call that returned is committed, and so as durable as the server makes a commit (<c>synchronous_commit</c>). Calls that
/// write at the same time share transactions, so take one backend for a database, and let all flows of the process use it.</para>
/// <para>A <see cref="FlowStorage"/> does not write over a flow or atom that somebody else has changed since it read or wrote it
/// (<see cref="StaleWriteException"/>): of two that run one flow, the second notices. A call whose answer was lost is a
/// <see cref="StorageFailureException"/> with <see cref="StorageFailureException.OutcomeUnknown"/>; the storage repeats it, and
/// never over somebody else's write.</para>
/// <para>Names and values come back exactly as they were given; in columns of names and uuids, a NUL and the character U+2400 are
/// written as U+2400 with a <c>0</c> or another U+2400 after it, since PostgreSQL's text has no NUL. Times are kept to the microsecond,
/// a record up to <see cref="PostgresBackendOptions.MaxRecordSize"/>, a uuid up to 255 characters.</para>
/// </remarks>
public sealed class PostgresBackend : IBackend, ISqlBackend
{
    private readonly ServerStore _store;

    /// <summary>A backend on the database that the options name. The first call that needs it connects.</summary>
    /// <param name="options">Where the database is. Read once.</param>
    /// <param name="logger">Takes warnings about the server's condition; nobody if <see langword="null"/>.</param>
    /// <param name="time">Dates new and changed records; the system's if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is malformed or out of its range; the message says which, and what is allowed.</exception>
    public PostgresBackend(PostgresBackendOptions options, ILogger<PostgresBackend>? logger = null, TimeProvider? time = null)
    {
        var settings = new PostgresSettings(options);
        _store = new ServerStore(
            PostgresDialect.Instance,
            settings.CreateSource(),
            settings.Description,
            new ServerLimit(settings.Limit),
            options.CommandTimeout,
            logger ?? NullLogger<PostgresBackend>.Instance,
            time);
    }

    /// <inheritdoc/>
    public string Description => _store.Description;

    ISqlStore ISqlBackend.Store => _store;

    IReadOnlyList<string> ISqlBackend.Script => ServerSchema.Script(PostgresDialect.Instance);

    /// <inheritdoc/>
    public IConnection Connect() => _store.Connect(this, fenced: false);

    IConnection IFencingBackend.ConnectFenced() => _store.Connect(this, fenced: true);

    /// <summary>Waits for the writes that have begun, and closes the connections.</summary>
    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
