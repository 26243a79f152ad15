namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Three silos that run flows over tables in one SQLite file, and give tasks all the time that they need when they stop.</summary>
public sealed class TableEngineSilos() : EngineCluster(silos: 3), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The database, as a program opens it that is none of the silos.</summary>
    public string Uri => $"sqlite:///{_folder.File("flows.db")}";

    public void Dispose() => _folder.Dispose();

    /// <summary>A flow as such a program reads it, whichever silos are there.</summary>
    public override async Task<FlowDetail> StoredAsync(string uuid)
    {
        await using IBackend store = Backends.Fetch(Uri);
        return await store.Connect().GetFlowDetailsAsync(uuid);
    }

    protected override void AddStore(ISiloBuilder silo) => silo.AddTaskFlowTables(options => options.Backend = Uri);

    protected override void ConfigureEngine(TaskFlowEngineOptions options)
    {
        base.ConfigureEngine(options);
        options.StopTimeout = TimeSpan.FromMinutes(2);
    }
}
