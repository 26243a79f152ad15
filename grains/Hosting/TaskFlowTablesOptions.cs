using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>Which database a silo keeps logbooks, flows and atoms in, in TaskFlow's own tables.</summary>
public sealed class TaskFlowTablesOptions
{
    /// <summary>
    /// The URI of a SQLite, PostgreSQL or MySQL backend, as <see cref="Backends.Fetch(string)"/> takes it: <c>sqlite:////var/flows.db</c>,
    /// <c>postgresql://user:password@host/database</c>. One of these two has to be set.
    /// </summary>
    public string? Backend { get; set; }

    /// <summary>Makes such a backend, opening nothing. It is the silo's, which disposes it.</summary>
    public Func<IServiceProvider, IBackend>? CreateBackend { get; set; }

    /// <summary>
    /// Whether the silo creates the tables, or brings them up to date, before it joins its cluster; so it does unless this is
    /// <see langword="false"/>. Then it only checks them.
    /// </summary>
    public bool Upgrade { get; set; } = true;
}
