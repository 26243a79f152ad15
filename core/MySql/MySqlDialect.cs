using System.Data;
using System.Data.Common;
using System.Text;
using MySqlConnector;

namespace Orleans.TaskFlow;

/// <summary>The dialect of MySQL and MariaDB, through MySqlConnector.</summary>
internal sealed class MySqlDialect : ServerDialect
{
    private const string UpgradeLock = "CONCAT('taskflow.', LEFT(MD5(DATABASE()), 32))";

    // What is compared is bytes, blanks at the end included. Each of the two servers knows a name of its own for that.
    private const string Collation = " /*M! COLLATE utf8mb4_nopad_bin */ /*!80017 COLLATE utf8mb4_0900_bin */";

    // After the time-out of a command it asks the server to break it off, and waits for that.
    private static readonly TimeSpan _driversOwn = TimeSpan.FromSeconds(5);

    private MySqlDialect()
    {
    }

    public static MySqlDialect Instance { get; } = new();

    public override string Product => "The server";

    public override bool BatchIsTransaction => false;

    // Escaped, it may become twice as large: a server's least sensible max_allowed_packet is 1 MiB.
    public override int? LargestBatch => 256 * 1024;

    public override string? CountRows => "SELECT ROW_COUNT()";

    // Each may take four bytes, and a key of InnoDB takes 3,072 at most.
    public override int LongestUuid => 255;

    public override string CurrentSchema => "DATABASE()";

    public override string SelectCascading =>
        "SELECT table_name FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE() AND delete_rule = 'CASCADE'";

    public override string TableOptions =>
        $" ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4{Collation}";

    public override string? TypeOf(SqlColumnKind kind) => kind switch
    {
        SqlColumnKind.Uuid or SqlColumnKind.State => "VARCHAR(255)",
        SqlColumnKind.Name or SqlColumnKind.Version or SqlColumnKind.Json => "LONGTEXT",
        SqlColumnKind.AtomKind => "VARCHAR(12)",
        SqlColumnKind.Intention => "VARCHAR(7)",
        SqlColumnKind.Time => "DATETIME(6)",
        SqlColumnKind.Order => "BIGINT NOT NULL AUTO_INCREMENT UNIQUE",
        SqlColumnKind.Revision or SqlColumnKind.Epoch => "BIGINT NOT NULL DEFAULT 0",
        SqlColumnKind.Writer => "BIGINT",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // MariaDB knows no other way to say it.
    public override string ForShare => " LOCK IN SHARE MODE";

    public override string Same(string left, string right) => $"{left} <=> {right}";

    public override string Inserted(string column) => $"VALUES({column})";

    // The assignments are made one after the other, and the condition is looked at in each: what it refers to is assigned last, in an
    // order in which it stays as true as it was.
    public override string Upsert(string insert, IReadOnlyList<(string Column, string Value)> assignments, string condition)
    {
        var updates = assignments.Select(set =>
            condition.Length == 0 ? $"{set.Column} = {set.Value}" : $"{set.Column} = IF({condition}, {set.Value}, {TableOf(insert)}.{set.Column})");
        return $"{insert} ON DUPLICATE KEY UPDATE {string.Join(", ", updates)}";
    }

    public override string NameOf(int parameter) => $"p{parameter}";

    public override string PlaceOf(int parameter) => $"@p{parameter}";

    // The driver's batches have no time-out unless they are given one.
    public override DbBatch CreateBatch(DbConnection connection)
    {
        DbBatch batch = connection.CreateBatch();
        batch.Timeout = TimeoutOf(connection);
        return batch;
    }

    // The driver keeps no time where it begins a transaction, prepares a statement, or sends more than the network takes in.
    public override async ValueTask<DbTransaction> BeginAsync(DbConnection connection, IsolationLevel isolation)
    {
        Task<DbTransaction> begun = connection.BeginTransactionAsync(isolation).AsTask();
        await WithinAsync(begun, TimeSpan.FromSeconds(TimeoutOf(connection)));
        return await begun;
    }

    public override Task PrepareAsync(DbCommand command, CancellationToken cancellationToken = default) =>
        WithinAsync(command.PrepareAsync(cancellationToken), TimeSpan.FromSeconds(command.CommandTimeout));

    public override async Task<T> ExecutedAsync<T>(Task<T> call, int seconds)
    {
        await WithinAsync(call, TimeSpan.FromSeconds(seconds) + _driversOwn);
        return await call;
    }

    public override DbParameter Parameter(string? text) => Value(text is null ? DBNull.Value : text);

    public override DbParameter Parameter(Document? json) => Value(json is null ? DBNull.Value : json.Utf8);

    public override DbParameter Parameter(long? number) => Value(number is { } value ? value : DBNull.Value);

    public override DbParameter Parameter(DateTime? time) => Value(
        time is { } value ? new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified) : DBNull.Value);

    public override string TextOf(DbDataReader row, int column) => row.GetString(column);

    public override ReadOnlySpan<byte> Utf8Of(DbDataReader row, int column) => Encoding.UTF8.GetBytes(row.GetString(column));

    public override ServerTrouble TroubleOf(Exception error) => MySqlErrors.TroubleOf(error);

    public override (string Cause, string Detail) Explain(Exception error) => MySqlErrors.Explain(error);

    public override void Forget(DbConnection connection) => MySqlConnection.ClearPool((MySqlConnection)connection);

    public override async Task LockedAsync(
        DbConnection connection, TimeSpan patience, Func<DbTransaction?, Task> steps, CancellationToken cancellationToken)
    {
        // Statements that make tables commit each by itself here; a lock of the connection's own goes with it.
        if (await NumberAsync(connection, $"SELECT GET_LOCK({UpgradeLock}, {(int)patience.TotalSeconds})", cancellationToken) != 1)
        {
            throw new TimeoutException("Another process held the lock of the upgrade for too long.");
        }

        try
        {
            await steps(null);
        }
        finally
        {
            await NumberAsync(connection, $"SELECT RELEASE_LOCK({UpgradeLock})", CancellationToken.None);
        }
    }

    // A foreign key brings one with it.
    public override string? IndexIfMissing(SqlTable table) => null;

    public override async Task WidenAsync(IReadOnlyList<SqlTable> tables, Func<string, Task<IReadOnlyCollection<string>>> queryAsync)
    {
        // A column that a foreign key refers to cannot be changed.
        foreach (SqlTable table in tables)
        {
            foreach (string key in await queryAsync(
                $"SELECT constraint_name FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE() AND table_name = '{table.Name}'"))
            {
                await queryAsync($"ALTER TABLE {table.Name} DROP FOREIGN KEY `{key}`");
            }
        }

        foreach (SqlTable table in tables)
        {
            var columns = table.SeedColumns.Select(column =>
                $"MODIFY COLUMN {column.Name} {TypeOf(column.Kind)}{(column.Name == SqlTable.KeyColumn ? " NOT NULL" : "")}");
            await queryAsync($"ALTER TABLE {table.Name} CONVERT TO CHARACTER SET utf8mb4{Collation}");
            await queryAsync($"ALTER TABLE {table.Name} {string.Join(", ", columns)}");
        }

        foreach (SqlTable table in tables)
        {
            if (table.Reference is { } reference)
            {
                await queryAsync($"ALTER TABLE {table.Name} ADD {reference}");
            }
        }
    }

    private static int TimeoutOf(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        return command.CommandTimeout;
    }

    private static Task WithinAsync(Task call, TimeSpan limit)
    {
        return call.IsCompleted ? call : WaitAsync();

        async Task WaitAsync()
        {
            try
            {
                await call.WaitAsync(limit);
            }
            catch (TimeoutException) when (!call.IsCompleted)
            {
                throw new HungCallException(call, limit);
            }
        }
    }

    private static MySqlParameter Value(object value) => new() { Value = value };

    private static string TableOf(string insert) => insert.Split(' ', 4)[2];

    private static async Task<long?> NumberAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull
            ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }
}
