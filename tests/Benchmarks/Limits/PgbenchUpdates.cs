using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// What PostgreSQL's own pgbench does on the same server: each caller updates one row of its own a transaction, by a prepared statement.
/// </summary>
public sealed partial class PgbenchUpdates
{
    private const int RowsOfACaller = 10;
    private const int MostCallers = 64;

    private readonly string _database;
    private readonly int _port;
    private readonly string _folder;

    private PgbenchUpdates(string database, int port, string folder)
    {
        _database = database;
        _port = port;
        _folder = folder;
    }

    public static async Task<PgbenchUpdates> CreateAsync(PostgresServer server, ServerDatabase database, string folder)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(database);
        await server.ExecuteAsync(
            "CREATE TABLE raw (id INTEGER PRIMARY KEY, value TEXT) WITH (fillfactor = 70); "
            + $"INSERT INTO raw SELECT i, '' FROM generate_series(0, {MostCallers * RowsOfACaller - 1}) i;",
            database.Name);
        return new PgbenchUpdates(database.Name, server.Port, folder);
    }

    /// <summary>The limit of so many callers that write so much text.</summary>
    public ILimit Of(int callers, int length) => new Limit(this, callers, length);

    private static string Program =>
        Directory.EnumerateDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin", "pgbench")).Where(File.Exists).Max()
        ?? throw new PeerException("The limit of PostgreSQL needs its pgbench (Debian's package postgresql).");

    private sealed partial class Limit(PgbenchUpdates updates, int callers, int length) : ILimit
    {
        // pgbench counts time in seconds.
        public TimeSpan Shortest => TimeSpan.FromSeconds(1);

        public async Task<double> MeasureAsync(TimeSpan duration)
        {
            string script = Path.Combine(updates._folder, $"update-{length}.sql");
            await File.WriteAllTextAsync(
                script,
                $"\\set id :client_id * {RowsOfACaller} + random(0, {RowsOfACaller - 1})\n"
                + "UPDATE raw SET value = :text WHERE id = :id;\n");
            var start = new ProcessStartInfo(
                Program,
                [
                    "-h", "127.0.0.1", "-p", $"{updates._port}", "-U", "taskflow", "-n", "-M", "prepared", "-f", script, "-D", $"text={new string('a', length)}",
                    "-c", $"{callers}", "-j", $"{Math.Min(callers, Environment.ProcessorCount)}",
                    "-T", $"{Math.Max(1, (int)Math.Round(duration.TotalSeconds))}", updates._database,
                ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Match rate = Rate().Match(output);
            return rate.Success
                ? double.Parse(rate.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                : throw new PeerException($"pgbench did not measure: {await errors} {output}");
        }

        [GeneratedRegex(@"tps = ([0-9.]+)")]
        private static partial Regex Rate();
    }
}
