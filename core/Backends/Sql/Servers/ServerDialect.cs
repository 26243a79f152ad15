using System.Data.Common;

namespace Orleans.TaskFlow;

/// <summary>What a kind of server calls things, what its errors mean, and how its driver takes and gives values.</summary>
internal abstract class ServerDialect : SqlDialect
{
    private SqlStatements? _statements;

    /// <summary>Every statement on the tables.</summary>
    public SqlStatements Statements => _statements ??= new SqlStatements(this);

    /// <summary>The server's name, for messages.</summary>
    public abstract string Product { get; }

    public override bool HasRevisions => true;

    public override string OrderColumn => SqlTable.OrderColumn;

    public override string ForUpdate => " FOR UPDATE";

    /// <summary>Whether the driver sends a batch of statements as one transaction; else it is begun and committed by statements in it.</summary>
    public abstract bool BatchIsTransaction { get; }

    /// <summary>The longest uuid, in characters.</summary>
    public abstract int LongestUuid { get; }

    /// <summary>An expression for the schema that holds the tables, as <c>information_schema</c> names it.</summary>
    public abstract string CurrentSchema { get; }

    /// <summary>Selects the tables whose records are deleted with what they belong to.</summary>
    public abstract string SelectCascading { get; }

    /// <summary>A statement with values in the driver's own way. The text is a constant.</summary>
    public abstract string Native(string sql);

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

    /// <summary>Closes what is idle: it broke together with the connection at hand.</summary>
    public abstract void Forget(DbConnection connection);

    /// <summary>Runs the steps of an upgrade while no other process does.</summary>
    public abstract Task LockedAsync(DbConnection connection, TimeSpan patience, Func<DbTransaction?, Task> steps, CancellationToken cancellationToken);

    /// <summary>Statements that make the columns of a table which the seeds' own program has made as wide as ours.</summary>
    public abstract IEnumerable<string> Widen(SqlTable table);
}
