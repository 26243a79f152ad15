namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>SQLite: a file of its own for each trace, in a folder that is gone afterwards.</summary>
internal sealed class SqliteHost : IBackendHost
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskflow-traces-");
    private int _files;

    public async Task<IFlowStorageFactory> CreateEmptyAsync()
    {
        string file = Path.Combine(_folder.FullName, $"{++_files}.db");
        var backend = new SqliteBackend(new SqliteBackendOptions { Path = file });
        await backend.Connect().UpgradeAsync();
        return new EmbeddedFlowStorages(backend);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
