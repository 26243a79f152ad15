
namespace Orleans.TaskFlow.Tests.ZooKeeper;

/// <summary>Backends on a server that a test has to itself, to stop and to kill.</summary>
internal static class OwnServer
{
    public static ZooKeeperBackend Backend(
        string servers, TimeSpan? operationTimeout = null, TimeSpan? sessionTimeout = null) => new(new ZooKeeperBackendOptions
        {
            Servers = servers,
            SessionTimeout = sessionTimeout ?? TimeSpan.FromSeconds(10),
            OperationTimeout = operationTimeout ?? TimeSpan.FromSeconds(30),
        });

    /// <summary>Saves a logbook of one flow with one retry, to which attempts are added.</summary>
    public static async Task<IReadOnlyList<string>> SaveFlowsAsync(this IBackend backend, int count)
    {
        var book = new LogBook("book");
        for (int number = 0; number < count; number++)
        {
            book.Add(new FlowDetail($"flow {number}", Guid.NewGuid().ToString()));
        }

        IConnection connection = backend.Connect();
        await connection.UpgradeAsync();
        await connection.SaveLogBookAsync(book);
        return [.. book.Select(flow => flow.Uuid)];
    }

    public static async Task<FlowStorage> OpenAsync(this IBackend backend, string flow)
    {
        FlowStorage storage = await FlowStorage.OpenAsync(
            backend, flow, new FlowStorageOptions { Attempts = 100, AttemptDelay = TimeSpan.FromMilliseconds(100) });
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("task"), AtomDeclaration.Retry("retry")]);
        return storage;
    }
}
