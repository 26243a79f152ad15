namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A folder of its own for one test, in which backends keep their files; gone at the end.</summary>
/// <param name="inMemory">Whether to spare the disk, where the system can, what fits into a few megabytes.</param>
internal sealed class StoreFolder(bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    private readonly DirectoryInfo _folder = inMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory(Path.Combine(Memory, $"taskflow-directory-{Guid.NewGuid():N}"))
        : Directory.CreateTempSubdirectory("taskflow-directory-");

    /// <summary>Lets the folder go when it is told to, and not before; its log is short.</summary>
    public static DirectoryPace Still { get; } = new()
    {
        Look = Timeout.InfiniteTimeSpan,
        Idle = TimeSpan.MaxValue,
        LogSize = 8 * 1024,
        LogGrowth = 4 * 1024,
        MostFlushedAlone = 1,
    };

    /// <summary>The folder of the store, which is not there at first.</summary>
    public string Root => Name("store");

    public string Name(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    public DirectoryBackend Open(
        TimeSpan? lockTimeout = null,
        int maxCacheSize = 1024,
        IDirectoryDisk? disk = null,
        DirectoryPace? pace = null,
        bool durable = false,
        int maxRecordSize = RecordLimit.Default) =>
        new(
            new DirectoryBackendOptions
            {
                Path = Root,
                LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(30),
                MaxCacheSize = maxCacheSize,
                MaxRecordSize = maxRecordSize,
                Durable = durable,
            },
            disk,
            time: null,
            pace);

    /// <summary>A backend on the folder, which is set up.</summary>
    public async Task<DirectoryBackend> OpenUpgradedAsync(
        TimeSpan? lockTimeout = null, int maxCacheSize = 1024, IDirectoryDisk? disk = null, DirectoryPace? pace = null, bool durable = false)
    {
        DirectoryBackend backend = Open(lockTimeout, maxCacheSize, disk, pace, durable);
        await backend.Connect().UpgradeAsync();
        return backend;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
