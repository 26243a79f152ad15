using System.Data.Common;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>A kind of server: how to get one, its backend and its driver, and what its dialect calls things.</summary>
public interface ISqlServerKind
{
    /// <summary>The one that all tests share.</summary>
    Task<SqlServer> ShareAsync();

    /// <summary>One of the test's own, which it may stop.</summary>
    Task<SqlServer> StartAsync(IReadOnlyDictionary<string, string>? settings = null, int? diskMegabytes = null);

    /// <summary>A backend on a database.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="commandTimeout">How long it waits for an answer; null for longer than a test should take.</param>
    /// <param name="maxConnections">How many connections it has; null for as many as by default.</param>
    /// <param name="connectTimeout">How long it waits for a connection; null for as long as for an answer.</param>
    IBackend Open(string connectionString, TimeSpan? commandTimeout = null, int? maxConnections = null, TimeSpan? connectTimeout = null);

    /// <summary>The driver, for who is not a backend.</summary>
    DbConnection Driver(string connectionString);

    /// <summary>Makes the server wait for TLS, in a connection string.</summary>
    string RequiringTls { get; }

    /// <summary>The same, and lets it prove who it is.</summary>
    string VerifyingTls { get; }

    /// <summary>The key in a connection string for the file with the authorities that are trusted.</summary>
    string TrustedAuthority { get; }

    /// <summary>What a server is started with that offers TLS.</summary>
    Task<ServerCertificate> CertifyAsync();

    /// <summary>How many connections to a database are, or were, encrypted.</summary>
    string CountEncrypted(string database);

    /// <summary>The option of the server for the number of connections, and the least number.</summary>
    (string Setting, int Count) FewConnections { get; }

    /// <summary>Lets nobody write to a database any more.</summary>
    /// <returns>The database, as somebody reaches it who could write before.</returns>
    Task<ServerDatabase> MakeReadOnlyAsync(SqlServer server, ServerDatabase database);

    /// <summary>What a server is told before its disk fills up, so that what it keeps besides the tables has room.</summary>
    string PrepareForFullDisk { get; }

    /// <summary>How many connections to a database wait for a lock.</summary>
    string CountWaiting(string database);

    /// <summary>Breaks off every connection to a database but the asking one.</summary>
    Task BreakConnectionsAsync(SqlServer server, string database);

    /// <summary>Statements that leave what the seeds' own program leaves in a database (<see cref="PythonTables"/>).</summary>
    string PythonDump { get; }
}
