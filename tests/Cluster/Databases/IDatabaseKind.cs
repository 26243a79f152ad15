namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A kind of server that can keep what silos keep.</summary>
public interface IDatabaseKind
{
    /// <summary>What the operator writes in <c>Storage:Provider</c>.</summary>
    string Provider { get; }

    /// <summary>What the operator writes in <c>Clustering:Invariant</c>.</summary>
    string Invariant { get; }

    /// <summary>The connection string of a database that nobody has used; its server is started if none runs.</summary>
    Task<string> CreateAsync();

    /// <summary>Runs a script in such a database as an operator does, with the server's own command line.</summary>
    Task RunAsync(string connectionString, string script);
}
