namespace Orleans.TaskFlow.Tests.Faults.Writer;

/// <summary>
/// A process to be killed. Its lines tell what was acknowledged: a line is printed only after the call it tells of returned.
/// <list type="bullet">
/// <item><c>upgrade URI...</c>: for each store, says "waiting", waits for a line of input, upgrades it and says "upgraded".</item>
/// <item><c>write URI WRITER FLOWS</c>: opens its flows, says "ready", and then does all deeds at once, without end: "FLOW DEED NUMBER".</item>
/// </list>
/// </summary>
internal static class WriterProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["upgrade", .. var uris]:
                foreach (string uri in uris)
                {
                    Console.WriteLine("waiting");
                    Console.ReadLine();
                    await using IBackend backend = Backends.Fetch(uri);
                    await backend.Connect().UpgradeAsync();
                    await backend.Connect().ValidateAsync();
                    Console.WriteLine("upgraded");
                }

                return 0;

            case ["write", var uri, var writer, var flows]:
                await using (IBackend backend = Backends.Fetch(uri))
                {
                    await new EndlessWriter(backend, writer, int.Parse(flows)).RunAsync();
                }

                return 0;

            default:
                Console.Error.WriteLine("There are upgrade URI... and write URI WRITER FLOWS.");
                return 2;
        }
    }
}
