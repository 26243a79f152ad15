using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// What SQLite itself does on the same disk with the same durability (WAL, synchronous=FULL): one caller, one prepared UPDATE of one
/// row, one commit each.
/// </summary>
public sealed class RawCommits : IDisposable
{
    private const int Rows = 10;

    // As many pages as SQLite lets the log have before it begins anew. Until then commits wait for the file to grow, too.
    private const int LogBytes = 1100 * 4096;

    private readonly SqliteConnection _connection;

    /// <param name="folder">Where its file is made; the disk that the subject uses.</param>
    public RawCommits(string folder)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "raw.db"),
            Pooling = false,
        }.ToString());
        _connection.Open();
        using SqliteCommand setUp = _connection.CreateCommand();
        setUp.CommandText =
            """
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous=FULL;
            CREATE TABLE raw (id INTEGER PRIMARY KEY, value TEXT);
            INSERT INTO raw VALUES (0, ''), (1, ''), (2, ''), (3, ''), (4, ''), (5, ''), (6, ''), (7, ''), (8, ''), (9, '');
            CREATE TABLE filling (value BLOB);
            INSERT INTO filling VALUES (zeroblob($bytes));
            DROP TABLE filling;
            PRAGMA wal_checkpoint(RESTART);
            """;
        setUp.Parameters.AddWithValue("$bytes", LogBytes);
        setUp.ExecuteNonQuery();
    }

    /// <summary>The limit of calls that write so much text.</summary>
    public ILimit Of(int length) => new Limit(_connection, length);

    public void Dispose() => _connection.Dispose();

    private sealed class Limit(SqliteConnection connection, int length) : ILimit
    {
        public Task<double> MeasureAsync(TimeSpan duration) => Task.Run(() => Measure(duration));

        private double Measure(TimeSpan duration)
        {
            using SqliteCommand update = connection.CreateCommand();
            update.CommandText = "UPDATE raw SET value = $value WHERE id = $id";
            SqliteParameter value = update.Parameters.Add("$value", SqliteType.Text);
            SqliteParameter id = update.Parameters.Add("$id", SqliteType.Integer);
            update.Prepare();
            string[] values = [new('a', length), new('b', length)];
            long begin = Stopwatch.GetTimestamp();
            int commits = 0;
            TimeSpan elapsed;
            do
            {
                value.Value = values[commits / Rows % values.Length];
                id.Value = commits % Rows;
                update.ExecuteNonQuery();
                commits++;
                elapsed = Stopwatch.GetElapsedTime(begin);
            }
            while (elapsed < duration);

            return commits / elapsed.TotalSeconds;
        }
    }
}
