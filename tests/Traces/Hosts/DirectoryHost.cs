namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Files: a folder of its own for each trace, in one that is gone afterwards.</summary>
internal sealed class DirectoryHost : IBackendHost
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskflow-traces-");
    private int _stores;

    public async Task<IFlowStorageFactory> CreateEmptyAsync()
    {
        string path = Path.Combine(_folder.FullName, $"{++_stores}");

        // Traces show what is stored, not what a power failure leaves of it.
        var backend = new DirectoryBackend(new DirectoryBackendOptions { Path = path, Durable = false });
        await backend.Connect().UpgradeAsync();
        return new EmbeddedFlowStorages(backend);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
