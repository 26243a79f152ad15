namespace Orleans.TaskFlow;

/// <summary>Where grains keep their state.</summary>
internal enum StorageProvider
{
    /// <summary>In the silo's memory: gone when it stops.</summary>
    Memory,

    /// <summary>In a SQLite file: an acknowledged write survives a crash of the process and of the machine.</summary>
    Sqlite,

    /// <summary>In a PostgreSQL database.</summary>
    Postgres,

    /// <summary>In a database of MySQL or MariaDB.</summary>
    MySql,

    /// <summary>In ZooKeeper, which keeps small records.</summary>
    ZooKeeper,
}
