namespace Orleans.TaskFlow;

/// <summary>
/// The tables of Orleans on one kind of server, and the statements that its ADO.NET providers look up in them.
/// Orleans 10.2.2 leaves both to the operator; a silo creates them itself.
/// </summary>
internal abstract class OrleansSchema
{
    private static readonly OrleansSchema[] All = [SqliteSchema.Instance];

    /// <summary>The kinds of server there are.</summary>
    public static IEnumerable<string> Invariants => All.Select(schema => schema.Invariant);

    /// <summary>The name by which Orleans' ADO.NET providers know this kind of server.</summary>
    public abstract string Invariant { get; }

    /// <summary>The schema for that kind of server, null if there is none.</summary>
    public static OrleansSchema? Find(string? invariant) =>
        Array.Find(All, schema => schema.Invariant.Equals(invariant, StringComparison.OrdinalIgnoreCase));

    /// <summary>Checks a connection string, without connecting.</summary>
    /// <exception cref="ArgumentException">It cannot be used; the message says why, and repeats no value of it.</exception>
    public abstract OrleansDatabase Parse(string connectionString);

    /// <summary>
    /// Creates what is missing in the database, all of it or nothing, and renews the statements. Any number of silos may
    /// do so at once. A database that is complete is only read, but for the lock.
    /// </summary>
    /// <exception cref="OrleansSchemaException">The database cannot be used.</exception>
    public abstract Task EnsureAsync(OrleansDatabase database, CancellationToken cancellationToken);

    /// <summary>Reads one row, as cheaply as can be.</summary>
    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    public abstract Task ProbeAsync(OrleansDatabase database, CancellationToken cancellationToken);
}
