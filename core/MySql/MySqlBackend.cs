using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow;

/// <summary>
/// Keeps logbooks in a database of MariaDB (from 10.5 on) or MySQL (from 8.0.19 on), that any number of processes and machines use at
/// once. The tables and columns are those of the seeds, with three more in each, and readable with plain SQL.
/// </summary>
/// <remarks>
/// <para>A call that returned is committed, and so as durable as the server makes a commit (<c>innodb_flush_log_at_trx_commit</c>).
/// Calls that write at the same time share transactions, so take one backend for a database, and let all flows of the process use it.</para>
/// <para>A <see cref="FlowStorage"/> does not write over a flow or atom that somebody else has changed since it read or wrote it
/// (<see cref="StaleWriteException"/>): of two that run one flow, the second notices. A call whose answer was lost is a
/// <see cref="StorageFailureException"/> with <see cref="StorageFailureException.OutcomeUnknown"/>; the storage repeats it, and
/// never over somebody else's write.</para>
/// <para>Names and values come back exactly as they were given, whatever characters they hold; times to the microsecond. A record
/// takes up to <see cref="MySqlBackendOptions.MaxRecordSize"/>, or what the server's <c>max_allowed_packet</c> leaves if that is less (16 MiB
/// unless it is set, 64 MiB on MySQL); a uuid up to 255 characters.</para>
/// </remarks>
public sealed class MySqlBackend : IBackend, ISqlBackend
{
    private readonly ServerStore _store;

    /// <summary>A backend on the database that the options name. The first call that needs it connects.</summary>
    /// <param name="options">Where the database is. Read once.</param>
    /// <param name="logger">Takes warnings about the server's condition; nobody if <see langword="null"/>.</param>
    /// <param name="time">Dates new and changed records; the system's if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is malformed or out of its range; the message says which, and what is allowed.</exception>
    public MySqlBackend(MySqlBackendOptions options, ILogger<MySqlBackend>? logger = null, TimeProvider? time = null)
    {
        var settings = new MySqlSettings(options);
        _store = new ServerStore(
            MySqlDialect.Instance,
            settings.CreateSource(),
            settings.Description,
            settings.Limit,
            options.CommandTimeout,
            logger ?? NullLogger<MySqlBackend>.Instance,
            time);
    }

    /// <inheritdoc/>
    public string Description => _store.Description;

    /// <summary>
    /// Makes the backend known to <see cref="Backends"/>, for the whole process, by the names <c>mysql</c> and <c>mariadb</c>:
    /// <c>mysql://user:password@host:3306/database</c>. To be called when the program starts; again, it does nothing.
    /// </summary>
    /// <remarks>
    /// Options: <c>connect_timeout</c> and <c>command_timeout</c>, such as <c>15s</c>; <c>max_connections</c> and
    /// <c>max_record_size</c>, numbers (<see cref="MySqlBackendOptions"/>); <c>sslmode</c>, one of <c>none</c>, <c>preferred</c>, <c>required</c>, <c>verify-ca</c> and
    /// <c>verify-full</c>; <c>sslrootcert</c>, a file.
    /// </remarks>
    /// <exception cref="DuplicateException">Another backend has one of the names.</exception>
    public static void Register()
    {
        Backends.Register("mysql", Prepare);
        Backends.Register("mariadb", Prepare);
    }

    ISqlStore ISqlBackend.Store => _store;

    IReadOnlyList<string> ISqlBackend.Script => ServerSchema.Script(MySqlDialect.Instance);

    /// <inheritdoc/>
    public IConnection Connect() => _store.Connect(this, fenced: false);

    IConnection IFencingBackend.ConnectFenced() => _store.Connect(this, fenced: true);

    /// <summary>Waits for the writes that have begun, and closes the connections.</summary>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static Func<IServiceProvider?, IBackend> Prepare(BackendAddress address)
    {
        MySqlBackendOptions options = MySqlAddress.OptionsOf(address);
        return services => new MySqlBackend(
            options, services?.GetService<ILogger<MySqlBackend>>(), services?.GetService<TimeProvider>());
    }
}
