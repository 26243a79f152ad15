using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What a silo keeps its records in, beside what the peer keeps its own in.</summary>
/// <param name="AddTo">Gives it to a silo.</param>
internal sealed record SubjectStore(Action<ISiloBuilder> AddTo) : IAsyncDisposable
{
    /// <summary>What no write can be faster than, for so many callers and so much text; null for a bare grain call.</summary>
    public Func<int, int, ILimit>? Limit { get; init; }

    public string? PeerConnection { get; init; }

    /// <summary>Counts what it commits; null for one that does not.</summary>
    public ICommitCount? Commits { get; init; }

    /// <summary>What goes with it.</summary>
    public object? Owned { get; init; }

    public static SubjectStore InMemory { get; } = new(silo => silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name));

    public static async Task<SubjectStore> OnSqliteAsync(string folder, StorageLayout layout)
    {
        string file = Path.Combine(folder, "silo.db");
        OrleansDatabase database = SqliteDatabase.At(file);
        var commits = new RawCommits(folder);
        return new SubjectStore(await AdderAsync(new StorageSettings(StorageProvider.Sqlite, database, layout)))
        {
            Limit = (_, length) => commits.Of(length),
            Owned = commits,
            Commits = layout == StorageLayout.Tables ? new SqliteCommits(file) : null,
        };
    }

    public static async Task<SubjectStore> OnPostgresAsync(string folder, StorageLayout layout)
    {
        PostgresServer server = await PostgresServer.StartAsync();
        OrleansDatabase database = PostgresSchema.Instance.Parse((await server.CreateDatabaseAsync()).ConnectionString);
        ServerDatabase peers = await server.CreateDatabaseAsync();
        PgbenchUpdates updates = await PgbenchUpdates.CreateAsync(server, await server.CreateDatabaseAsync(), folder);
        return new SubjectStore(await AdderAsync(new StorageSettings(StorageProvider.Postgres, database, layout)))
        {
            Limit = updates.Of,
            Commits = new PostgresCommits(server),
            PeerConnection = peers.Uri.Replace("postgresql://", "postgresql+psycopg2://", StringComparison.Ordinal),
            Owned = server,
        };
    }

    public static async Task<SubjectStore> OnMySqlAsync(StorageLayout layout)
    {
        MariaDbServer server = await MariaDbServer.StartAsync();
        OrleansDatabase database = MySqlSchema.Instance.Parse((await server.CreateDatabaseAsync()).ConnectionString);
        ServerDatabase peers = await server.CreateDatabaseAsync();
        return new SubjectStore(await AdderAsync(new StorageSettings(StorageProvider.MySql, database, layout)))
        {
            PeerConnection = peers.Uri.Replace("mysql://", "mysql+pymysql://", StringComparison.Ordinal),
            Owned = server,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (Owned is IAsyncDisposable running)
        {
            await running.DisposeAsync();
        }

        (Owned as IDisposable)?.Dispose();
    }

    // The set-up is not measured.
    private static async Task<Action<ISiloBuilder>> AdderAsync(StorageSettings settings)
    {
        if (settings.Records is { } records)
        {
            await records.EnsureSchemaAsync(CancellationToken.None);
        }

        return silo => silo.AddTaskFlowStorage(settings, SchemaMode.Create);
    }
}
