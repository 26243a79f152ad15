using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that keep their records in one SQLite file, through Orleans' ADO.NET provider.</summary>
public sealed class SqliteCluster() : RunningCluster(silos: 2), IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private OrleansDatabase _database = null!;

    /// <summary>The result of a statement, as anybody's SQL tool gets it.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string statement)
    {
        await using var connection = new SqliteConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    protected override async Task PrepareAsync()
    {
        _database = SqliteDatabase.At(_folder.File("cluster.sqlite"));
        await _database.EnsureSchemaAsync(CancellationToken.None);
    }

    protected override void ConfigureSilo(ISiloBuilder silo)
    {
        silo.AddTaskFlowStorage(_database);
        silo.Services.AddKeyedSingleton<IGrainStorageSerializer>(
            TaskFlowGrainStorage.Name + "/AdoNet",
            static (services, _) => services.GetRequiredKeyedService<IGrainStorageSerializer>(TaskFlowGrainStorage.Name));
    }

    public void Dispose() => _folder.Dispose();
}
