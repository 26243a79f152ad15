namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>Starts a server, prints its folder, and waits to be killed.</summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        TestServer server = await ServerKind.StartAsync(Enum.Parse<ServerKind.Name>(arguments[0]), CancellationToken.None);
        Console.WriteLine(server.Folder);
        await Task.Delay(Timeout.Infinite);
    }
}
