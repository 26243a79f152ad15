namespace Orleans.TaskFlow;

/// <summary>Reads where databases are. What is wrong with one is said without its connection string, which may hold a password.</summary>
internal static class DatabaseSettingsReader
{
    /// <summary>Where the database is if nothing says otherwise; like any relative path, taken from the working directory.</summary>
    public const string DefaultPath = "data/taskflow-silo.sqlite";

    /// <summary>How records stand in a database if nothing says otherwise.</summary>
    public const StorageLayout DefaultLayout = StorageLayout.Tables;

    // Shorter than Orleans' own five seconds, for a flow stands still until it is known that its silo is dead.
    private static readonly TimeSpan DefaultProbePeriod = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestProbePeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestProbePeriod = TimeSpan.FromMinutes(1);

    private const string FilePath = "Path";
    private const string ConnectionString = nameof(OrleansDatabase.ConnectionString);
    private const string Invariant = nameof(OrleansDatabase.Invariant);

    public static StorageSettings ReadStorage(SettingsReader reader)
    {
        var provider = reader.Choice(nameof(StorageSettings.Provider), StorageProvider.Sqlite);
        var path = reader.Text(FilePath);
        var connectionString = reader.Text(ConnectionString);
        var layout = ReadLayout(reader, provider);
        reader.RefuseUnknown();

        var database = provider switch
        {
            StorageProvider.Sqlite => ReadFile(reader, path, connectionString),
            StorageProvider.Postgres => ReadServer(reader, PostgresSchema.Instance, path, connectionString),
            StorageProvider.MySql => ReadServer(reader, MySqlSchema.Instance, path, connectionString),
            _ => null,
        };
        if (layout == StorageLayout.Tables && database is not null)
        {
            CheckTables(reader, database);
        }

        return new StorageSettings(
            provider, database, layout, provider == StorageProvider.ZooKeeper ? ReadZooKeeper(reader, connectionString) : null);
    }

    private static StorageLayout ReadLayout(SettingsReader reader, StorageProvider provider)
    {
        const string Layout = nameof(StorageSettings.Layout);
        if (provider is not (StorageProvider.Memory or StorageProvider.ZooKeeper))
        {
            return reader.Choice(Layout, DefaultLayout);
        }

        if (reader.Choice(Layout, StorageLayout.Orleans) != StorageLayout.Orleans)
        {
            reader.Refuse(Layout, $"{StorageLayout.Tables}", $"Storage in {provider} has no tables: remove this, or name a database.");
        }

        return StorageLayout.Orleans;
    }

    private static void CheckTables(SettingsReader reader, OrleansDatabase database)
    {
        try
        {
            // Opens nothing; it has nothing to dispose yet.
            _ = database.Schema.CreateTables(database, services: null);
        }
        catch (ArgumentException problem)
        {
            reader.Refuse(ConnectionString, SettingProblem.NotShown, problem.Message);
        }
    }

    public static ClusteringSettings ReadClustering(SettingsReader reader)
    {
        var provider = reader.Choice(nameof(ClusteringSettings.Provider), ClusteringProvider.Localhost);
        var invariant = reader.Text(Invariant);
        var connectionString = reader.Text(ConnectionString);
        var probePeriod = reader.Duration(nameof(ClusteringSettings.ProbePeriod), DefaultProbePeriod, ShortestProbePeriod, LongestProbePeriod);
        reader.RefuseUnknown();

        return provider switch
        {
            ClusteringProvider.AdoNet => new ClusteringSettings(provider, probePeriod, ReadMembers(reader, invariant, connectionString)),
            ClusteringProvider.ZooKeeper => new ClusteringSettings(provider, probePeriod, Database: null, ReadZooKeeper(reader, connectionString)),
            _ => new ClusteringSettings(provider, probePeriod, Database: null),
        };
    }

    private static OrleansDatabase? ReadMembers(SettingsReader reader, string? invariant, string? connectionString)
    {
        var schema = OrleansSchema.Find(invariant);
        if (schema is null)
        {
            reader.Refuse(Invariant, invariant, $"Clustering on AdoNet needs one of {string.Join(", ", OrleansSchema.Invariants)}.");
        }

        if (connectionString is null)
        {
            reader.Refuse(ConnectionString, value: null, "Clustering on AdoNet needs the connection string of its database.");
        }

        return schema is null || connectionString is null ? null : Read(reader, schema, connectionString);
    }

    private static ZooKeeperServers? ReadZooKeeper(SettingsReader reader, string? connectionString)
    {
        if (connectionString is null)
        {
            reader.Refuse(ConnectionString, value: null, "ZooKeeper needs its servers, such as zk1:2181,zk2:2181/taskflow.");
            return null;
        }

        return Read(reader, ConnectionString, SettingProblem.NotShown, () => ZooKeeperServers.Parse(connectionString));
    }

    private static OrleansDatabase? ReadFile(SettingsReader reader, string? path, string? connectionString)
    {
        if (connectionString is null)
        {
            return Read(reader, FilePath, shown: path, () => SqliteDatabase.At(path ?? DefaultPath));
        }

        if (path is not null)
        {
            reader.Refuse(FilePath, path, $"Either this or {reader.KeyOf(ConnectionString)} is needed, not both.");
        }

        return Read(reader, SqliteSchema.Instance, connectionString);
    }

    private static OrleansDatabase? ReadServer(SettingsReader reader, OrleansSchema schema, string? path, string? connectionString)
    {
        if (path is not null)
        {
            reader.Refuse(FilePath, path, $"Only {StorageProvider.Sqlite} is a file: remove this.");
        }

        if (connectionString is null)
        {
            reader.Refuse(ConnectionString, value: null, "Storage on a server needs the connection string of its database.");
            return null;
        }

        return Read(reader, schema, connectionString);
    }

    private static OrleansDatabase? Read(SettingsReader reader, OrleansSchema schema, string connectionString) =>
        Read(reader, ConnectionString, shown: SettingProblem.NotShown, () => schema.Parse(connectionString));

    private static T? Read<T>(SettingsReader reader, string key, string? shown, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ArgumentException problem)
        {
            reader.Refuse(key, shown, problem.Message);
            return null;
        }
    }
}
