namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>
/// Starts each server once, installing it where it is missing, and prints a line for each: <c>NAME ready</c>, or <c>NAME missing WHY</c>.
/// The names are those by which tests say what they need, <c>[Trait("Needs", NAME)]</c>.
/// </summary>
internal static class Program
{
    private static Task Main() => Task.WhenAll(
        PrepareAsync("postgres", () => StartAsync(PostgresServer.StartAsync)),
        PrepareAsync("mysql", () => StartAsync(MariaDbServer.StartAsync)),
        PrepareAsync("zookeeper", () => StartAsync(ZooKeeperServer.StartAsync)),
        PrepareAsync("kubectl", () => Task.FromResult(Kubectl.Find())),
        PrepareAsync("python", () => PythonTaskFlow.FindAsync(CancellationToken.None)));

    private static async Task StartAsync<T>(Func<CancellationToken, Task<T>> start)
        where T : TestServer
    {
        await using T server = await start(CancellationToken.None);
    }

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
