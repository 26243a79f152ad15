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

    IBackend Open(string connectionString, TimeSpan? commandTimeout = null, int? maxConnections = null);

    /// <summary>The driver, for who is not a backend.</summary>
    DbConnection Driver(string connectionString);

    /// <summary>Makes the server wait for TLS, in a connection string.</summary>
    string RequiringTls { get; }

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

    /// <summary>What the seeds' own program leaves in a database: its tables, a logbook <c>lb1</c>, a flow <c>fd1</c>, and in it a task
    /// <c>td1</c> with the result <c>{"a": [1, null, "é"]}</c> and a retry <c>rd1</c>.</summary>
    string PythonDump { get; }
}
