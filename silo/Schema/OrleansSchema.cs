using System.Data.Common;

namespace Orleans.TaskFlow;

/// <summary>
/// The tables of Orleans on one kind of server, and the statements that its ADO.NET providers look up in them.
/// Orleans 10.2.2 leaves both to the operator; a silo creates them itself.
/// </summary>
internal abstract class OrleansSchema
{
    private static readonly OrleansSchema[] All = [SqliteSchema.Instance, PostgresSchema.Instance, MySqlSchema.Instance];

    /// <summary>The kinds of server there are.</summary>
    public static IEnumerable<string> Invariants => All.Select(schema => schema.Invariant);

    /// <summary>The name by which Orleans' ADO.NET providers know this kind of server.</summary>
    public abstract string Invariant { get; }

    /// <summary>What creates the tables, and what the providers run.</summary>
    public abstract OrleansStatements Statements { get; }

    /// <summary>The layout of the tables that this version creates and uses.</summary>
    public int Version => Statements.Layouts.Count;

    /// <summary>Whether the store takes one write at a time, so that silos had better queue theirs.</summary>
    public virtual bool HasOneWriter => false;

    /// <summary>Begins a set-up: nobody else gets beyond this until <see cref="End"/>, or until the connection is gone.</summary>
    public abstract string Begin { get; }

    /// <summary>Ends a set-up that was made whole.</summary>
    public abstract string End { get; }

    /// <summary>Returns each column of each table in the database: the two names.</summary>
    public abstract string ColumnsQuery { get; }

    /// <summary>The schema for that kind of server, null if there is none.</summary>
    public static OrleansSchema? Find(string? invariant) =>
        Array.Find(All, schema => schema.Invariant.Equals(invariant, StringComparison.OrdinalIgnoreCase));

    /// <summary>Checks a connection string, without connecting.</summary>
    /// <exception cref="ArgumentException">It cannot be used; the message says why, and repeats no value of it.</exception>
    public abstract OrleansDatabase Parse(string connectionString);

    /// <summary>A connection of its own, which is closed for good when it is disposed of; not opened yet.</summary>
    /// <param name="database">The database to connect to.</param>
    /// <param name="create">Whether it may be created, where that takes no more than connecting.</param>
    public abstract DbConnection Connect(OrleansDatabase database, bool create);

    /// <summary>
    /// Creates what is missing in the database and renews the statements: all of it or nothing, or, where the server cannot undo that, so
    /// that the next set-up completes it. Any number of silos may do so at once. A database that is complete is only read, but for the lock.
    /// </summary>
    /// <exception cref="OrleansSchemaException">The database cannot be used.</exception>
    public Task EnsureAsync(OrleansDatabase database, CancellationToken cancellationToken) =>
        UseAsync(database, create: true, static (setUp, token) => setUp.EnsureAsync(token), cancellationToken);

    /// <summary>Reads whether the database is complete, and changes nothing.</summary>
    /// <exception cref="OrleansSchemaException">It lacks a part, which the message names, or cannot be used.</exception>
    public Task ValidateAsync(OrleansDatabase database, CancellationToken cancellationToken) =>
        UseAsync(database, create: false, static (setUp, token) => setUp.ValidateAsync(token), cancellationToken);

    /// <summary>Reads one row, as cheaply as can be.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task ProbeAsync(OrleansDatabase database, CancellationToken cancellationToken)
    {
        // Not a pooled connection: it would still answer when what it leads to is no longer what a new one gets.
        await using var connection = Connect(database, create: false);
        await connection.OpenAsync(cancellationToken);
        await connection.ScalarAsync("SELECT QueryKey FROM OrleansQuery LIMIT 1", cancellationToken);
    }

    /// <summary>The database as the backend of a program has it that keeps its logbooks there. Opens nothing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="services">Those of the silo, if there are any.</param>
    /// <exception cref="ArgumentException">The connection string asks for what the backend does not allow.</exception>
    public abstract IBackend CreateTables(OrleansDatabase database, IServiceProvider? services);

    /// <summary>A string as a literal of this kind of server.</summary>
    public virtual string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Writes one of the statements that the providers look up.</summary>
    public virtual string Renewal(string key, string text) =>
        $"INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ({Literal(key)}, {Literal(text)})\nON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText";

    /// <summary>Takes the turn of <see cref="Begin"/>.</summary>
    /// <exception cref="OrleansSchemaException">Others did not let go of theirs in time.</exception>
    public virtual Task BeginAsync(DbConnection connection, OrleansDatabase database, CancellationToken cancellationToken) =>
        connection.ScalarAsync(Begin, cancellationToken);

    /// <summary>Refuses a server that would not keep what it acknowledges, or not whole.</summary>
    /// <exception cref="OrleansSchemaException">It would not.</exception>
    public abstract Task RequireSafetyAsync(DbConnection connection, OrleansDatabase database, CancellationToken cancellationToken);

    private async Task UseAsync(
        OrleansDatabase database, bool create, Func<SchemaSetUp, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = Connect(database, create);
            await connection.OpenAsync(cancellationToken);
            await RequireSafetyAsync(connection, database, cancellationToken);
            await work(new SchemaSetUp(database, connection), cancellationToken);
        }
        catch (Exception cause) when (cause is DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new OrleansSchemaException(database, cause.Message.Split('\n')[0].TrimEnd(), cause);
        }
    }
}
