namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>
/// Starts each server once, installing it where it is missing, and prints a line for each: <c>NAME ready</c>, or <c>NAME missing WHY</c>.
/// The names are those by which tests say what they need, <c>[Trait("Needs", NAME)]</c>: <c>postgres</c> any server, <c>own-postgres</c> one of the
/// tests' own, to stop it or to set it up.
/// </summary>
internal static class Program
{
    private static Task Main() => Task.WhenAll(
        PrepareAsync("postgres", () => StartAsync(PostgresServer.StartAsync)),
        PrepareAsync("mysql", () => StartAsync(MariaDbServer.StartAsync)),
        PrepareAsync("zookeeper", () => StartAsync(ZooKeeperServer.StartAsync)),
        PrepareAsync("own-postgres", () => RequireOwn(PostgresServer.Variable)),
        PrepareAsync("own-mysql", () => RequireOwn(MariaDbServer.Variable)),
        PrepareAsync("own-zookeeper", () => RequireOwn(ZooKeeperServer.Variable)),
        PrepareAsync("small-disk", async () => await (await SmallDisk.MountAsync(megabytes: 1)).DisposeAsync()),
        PrepareAsync("kubectl", () => Task.FromResult(Kubectl.Find())),
        PrepareAsync("python", () => PythonTaskFlow.FindAsync(CancellationToken.None)));

    private static async Task StartAsync<T>(Func<CancellationToken, Task<T>> start)
        where T : TestServer
    {
        await using T server = await start(CancellationToken.None);
    }

    private static Task RequireOwn(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 }
        ? throw new ServerUnavailableException($"it stops, kills or sets up a server of its own, and {variable} names one that is somebody else's.")
        : Task.CompletedTask;

    // A server that is here and does not start is an error, which the tests that need it will show.
    private static async Task PrepareAsync(string name, Func<Task> prepare)
    {
        try
        {
            await prepare();
            Console.WriteLine($"{name} ready");
        }
        catch (ServerUnavailableException error)
        {
            Console.WriteLine($"{name} missing {error.Message.ReplaceLineEndings(" ")}");
        }
    }
}
