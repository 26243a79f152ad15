namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A store whose writers are killed.</summary>
internal abstract class KilledStore
{
    /// <summary>Where it is.</summary>
    public abstract string Uri { get; }

    public static async Task<KilledStore> OfAsync(string backend, TemporaryFolder folder) => backend switch
    {
        "sqlite" => new KilledSqlite(folder["flows.sqlite"]),
        "directory" => new KilledDirectory(folder["flows"]),
        "zookeeper" => await KilledZooKeeper.CreateAsync(),
        _ => throw new ArgumentException($"There is no store '{backend}' to kill writers of."),
    };

    /// <summary>Looks at it as a writer has left it that was killed, before anybody opens it.</summary>
    public abstract void Check();
}
