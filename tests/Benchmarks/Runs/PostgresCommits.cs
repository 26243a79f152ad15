using System.Globalization;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>PostgreSQL's count: every transaction that writes takes the next number.</summary>
/// <param name="server">The server, on which nothing else writes meanwhile.</param>
public sealed class PostgresCommits(PostgresServer server) : ICommitCount
{
    public async ValueTask<long> CountAsync() => long.Parse(
        await server.ExecuteAsync("SELECT pg_snapshot_xmax(pg_current_snapshot())"), CultureInfo.InvariantCulture);
}
