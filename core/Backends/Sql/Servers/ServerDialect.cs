using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Text.RegularExpressions;

namespace Orleans.TaskFlow;

/// <summary>What a kind of server calls things, what its errors mean, and how its driver takes and gives values.</summary>
internal abstract partial class ServerDialect : SqlDialect
{
    private readonly ConcurrentDictionary<string, string> _native = new(ReferenceEqualityComparer.Instance);
    private SqlStatements? _statements;

    /// <summary>Every statement on the tables.</summary>
    public SqlStatements Statements => _statements ??= new SqlStatements(this);

    /// <summary>The server's name, for messages.</summary>
    public abstract string Product { get; }

    public override string OrderColumn => SqlTable.OrderColumn;

    public override string ForUpdate => " FOR UPDATE";

    public override string ForShare => " FOR SHARE";

    /// <summary>Whether the driver sends a batch of statements as one transaction; else it is begun and committed by statements in it.</summary>
    public abstract bool BatchIsTransaction { get; }

    /// <summary>
    /// A query for the rows that the statement before it in a batch has inserted, updated or deleted; <see langword="null"/> if the
    /// driver says that of each statement of a batch.
    /// </summary>
    public abstract string? CountRows { get; }

    /// <summary>
    /// About how many bytes a batch may have, where the driver sends it as one statement and the server limits that; <see langword="null"/>
    /// for any. What is larger alone is sent alone.
    /// </summary>
    public virtual int? LargestBatch => null;

    /// <summary>Lets the server keep a statement that is run again and again, if the driver does not do so by itself.</summary>
    public abstract Task PrepareAsync(DbCommand command, CancellationToken cancellationToken = default);

    /// <summary>The longest uuid, in characters.</summary>
    public abstract int LongestUuid { get; }

    /// <summary>An expression for the schema that holds the tables, as <c>information_schema</c> names it.</summary>
    public abstract string CurrentSchema { get; }

    /// <summary>Selects the tables whose records are deleted with what they belong to.</summary>
    public abstract string SelectCascading { get; }

    /// <summary>What the driver calls the value of a statement with that number, from zero on; empty for nothing.</summary>
    public abstract string NameOf(int parameter);

    /// <summary>How a statement refers to it.</summary>
    public abstract string PlaceOf(int parameter);

    /// <summary>A statement with values in the driver's own way. The text is a constant.</summary>
    public string Native(string sql) => _native.GetOrAdd(sql, _ =>
    {
        var names = new List<string>();
        return ValueName().Replace(sql, name =>
        {
            int index = names.IndexOf(name.Value);
            if (index < 0)
            {
                index = names.Count;
                names.Add(name.Value);
            }

            return PlaceOf(index);
        });
    });

    /// <summary>
    /// The statement that does for each element of arrays what another one does for a value of each kind, and in the same order, in the driver's own
    /// way. It returns the numbers, from one on, of the elements that have found their row; for two that want the same row, of one at most.
    /// <see langword="null"/> if the server has none for it.
    /// </summary>
    public virtual string? Gathered(string sql) => null;

    /// <summary>The values of one kind for such a statement.</summary>
    public virtual DbParameter Array(ServerValueKind kind, IReadOnlyList<object?> values) =>
        throw new NotSupportedException($"{Product} has no statements over arrays.");

    public DbParameter Parameter(ServerValue value) => value.Kind switch
    {
        ServerValueKind.Text => Parameter((string?)value.Value),
        ServerValueKind.Json => Parameter((Document?)value.Value),
        ServerValueKind.Number => Parameter((long?)value.Value),
        ServerValueKind.Time => Parameter((DateTime?)value.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public abstract DbParameter Parameter(string? text);

    public abstract DbParameter Parameter(Document? json);

    public abstract DbParameter Parameter(long? number);

    public abstract DbParameter Parameter(DateTime? time);

    /// <summary>Text as it was bound.</summary>
    public abstract string TextOf(DbDataReader row, int column);

    /// <summary>Bytes of a column of text in UTF-8.</summary>
    public abstract ReadOnlySpan<byte> Utf8Of(DbDataReader row, int column);

    /// <summary>What an error of the driver, or of the network below it, means.</summary>
    public abstract ServerTrouble TroubleOf(Exception error);

    /// <summary>What is wrong and what to do, as the end of a sentence that begins with the store; and what the server says.</summary>
    public abstract (string Cause, string Detail) Explain(Exception error);

    /// <summary>Whether an error comes from the driver or the network.</summary>
    public virtual bool IsServers(Exception error) => error is DbException or IOException or TimeoutException or System.Net.Sockets.SocketException;

    /// <summary>A batch that takes as long as a command may.</summary>
    public virtual DbBatch CreateBatch(DbConnection connection) => connection.CreateBatch();

    /// <summary>Begins a transaction.</summary>
    public virtual ValueTask<DbTransaction> BeginAsync(DbConnection connection, IsolationLevel isolation) => connection.BeginTransactionAsync(isolation);

    /// <summary>Waits for the execution of a statement, where the driver itself would wait without end for a server that takes nothing in.</summary>
    /// <param name="call">The execution.</param>
    /// <param name="seconds">How long it may take; the driver has its own ways to keep to that, and gets a little longer for them.</param>
    /// <exception cref="HungCallException">It has taken longer.</exception>
    public virtual Task<T> ExecutedAsync<T>(Task<T> call, int seconds) => call;

    /// <summary>Closes what is idle: it broke together with the connection at hand.</summary>
    public abstract void Forget(DbConnection connection);

    /// <summary>Runs the steps of an upgrade while no other process does.</summary>
    public abstract Task LockedAsync(DbConnection connection, TimeSpan patience, Func<DbTransaction?, Task> steps, CancellationToken cancellationToken);

    /// <summary>The statement that makes an index for a script, if the table has one and does not make it by itself.</summary>
    public virtual string? IndexIfMissing(SqlTable table) => table.Parent is null ? null : table.CreateIndex("IF NOT EXISTS ");

    /// <summary>Makes the columns of tables which the seeds' own program has made as wide as ours.</summary>
    /// <param name="tables">The tables, parents before children.</param>
    /// <param name="queryAsync">Runs a statement and returns the first column of its rows.</param>
    public abstract Task WidenAsync(IReadOnlyList<SqlTable> tables, Func<string, Task<IReadOnlyCollection<string>>> queryAsync);

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex ValueName();
}
