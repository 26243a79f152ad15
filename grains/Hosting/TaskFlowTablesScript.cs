using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>What sets the tables of <see cref="TaskFlowSiloBuilderExtensions.AddTaskFlowTables"/> up, for those who do it themselves.</summary>
public static class TaskFlowTablesScript
{
    /// <summary>
    /// The statements, each without its end, that do to an empty database what <see cref="IConnection.UpgradeAsync"/> does. On one that is
    /// of this version already they change nothing; one of an older version they do not bring up to date.
    /// </summary>
    /// <param name="backend">A backend on SQLite, PostgreSQL or MySQL. It is not opened.</param>
    /// <exception cref="ArgumentException">It has no tables.</exception>
    public static IReadOnlyList<string> Of(IBackend backend) => backend is ISqlBackend tables
        ? tables.Script
        : throw new ArgumentException("The backend keeps no tables; it has to be one of SQLite, PostgreSQL or MySQL.", nameof(backend));
}
