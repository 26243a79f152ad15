using System.Diagnostics;
using MySqlConnector;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What the server does for its plain driver: each caller updates one row of its own a transaction, by a prepared statement.</summary>
public sealed class PreparedUpdates : IAsyncDisposable
{
    private const int RowsOfACaller = 10;
    private const int MostCallers = 64;

    private readonly MySqlDataSource _source;

    private PreparedUpdates(MySqlDataSource source) => _source = source;

    public static async Task<PreparedUpdates> CreateAsync(ServerDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var source = new MySqlDataSource(database.ConnectionString);
        await using MySqlConnection connection = await source.OpenConnectionAsync();
        await using var command = new MySqlCommand(
            "CREATE TABLE raw (id INTEGER PRIMARY KEY, value LONGTEXT) ENGINE = InnoDB; "
            + $"INSERT INTO raw VALUES {string.Join(", ", Enumerable.Range(0, MostCallers * RowsOfACaller).Select(id => $"({id}, '')"))}",
            connection);
        await command.ExecuteNonQueryAsync();
        return new PreparedUpdates(source);
    }

    /// <summary>The limit of so many callers that write so much text.</summary>
    public ILimit Of(int callers, int length) => new Limit(_source, callers, length);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private sealed class Limit(MySqlDataSource source, int callers, int length) : ILimit
    {
        public async Task<double> MeasureAsync(TimeSpan duration)
        {
            MySqlConnection[] connections = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => source.OpenConnectionAsync().AsTask()));
            long begin = Stopwatch.GetTimestamp();
            int[] commits = await Task.WhenAll(connections.Select((connection, caller) => RepeatAsync(connection, caller, begin, duration)));
            double perSecond = commits.Sum() / Stopwatch.GetElapsedTime(begin).TotalSeconds;
            foreach (MySqlConnection connection in connections)
            {
                await connection.DisposeAsync();
            }

            return perSecond;
        }

        private async Task<int> RepeatAsync(MySqlConnection connection, int caller, long begin, TimeSpan duration)
        {
            await using MySqlCommand update = connection.CreateCommand();
            update.CommandText = "UPDATE raw SET value = @value WHERE id = @id";
            MySqlParameter value = update.Parameters.AddWithValue("value", "");
            MySqlParameter id = update.Parameters.AddWithValue("id", 0);
            await update.PrepareAsync();
            string[] values = [new('a', length), new('b', length)];
            int commits = 0;
            while (Stopwatch.GetElapsedTime(begin) < duration)
            {
                value.Value = values[commits / RowsOfACaller % values.Length];
                id.Value = (caller * RowsOfACaller) + (commits % RowsOfACaller);
                await update.ExecuteNonQueryAsync();
                commits++;
            }

            return commits;
        }
    }
}
