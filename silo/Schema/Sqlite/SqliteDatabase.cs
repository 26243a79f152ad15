using Microsoft.Data.Sqlite;

namespace Orleans.TaskFlow;

/// <summary>What makes a path or a connection string a database of Orleans in a SQLite file.</summary>
internal static class SqliteDatabase
{
    /// <summary>The longest that a statement waits for another process to release the file, in seconds. A grain call takes up to 30.</summary>
    private const int LockTimeout = 10;

    /// <exception cref="ArgumentException">There can be no file of that name.</exception>
    public static OrleansDatabase At(string path) => Normalize(new SqliteConnectionStringBuilder { DataSource = path });

    /// <inheritdoc cref="OrleansSchema.Parse"/>
    public static OrleansDatabase Parse(string connectionString)
    {
        try
        {
            return Normalize(new SqliteConnectionStringBuilder(connectionString));
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException)
        {
            throw new ArgumentException("A connection string of Microsoft.Data.Sqlite is needed.", unreadable);
        }
    }

    private static OrleansDatabase Normalize(SqliteConnectionStringBuilder options)
    {
        var name = options.DataSource;
        if (string.IsNullOrWhiteSpace(name)
            || name.Contains('\0', StringComparison.Ordinal)
            || name.Equals(":memory:", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            || options.Mode == SqliteOpenMode.Memory)
        {
            throw new ArgumentException("The path of a file is needed, no URI; to keep state in memory there is a storage provider of that name.");
        }

        if (options.Mode == SqliteOpenMode.ReadOnly)
        {
            throw new ArgumentException("A file is needed that may be written: not Mode=ReadOnly.");
        }

        if (options.Cache == SqliteCacheMode.Shared)
        {
            throw new ArgumentException("Cache=Shared makes reads wait for writes: leave it out.");
        }

        // A connection is opened for each statement. A file that vanished must not come back as an empty one.
        options.DataSource = Path.GetFullPath(name);
        options.Mode = SqliteOpenMode.ReadWrite;
        options.Pooling = true;
        options.DefaultTimeout = LockTimeout;
        return new OrleansDatabase(SqliteSchema.Instance, options.ToString(), $"SQLite file {options.DataSource}");
    }
}
