using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>Many processes that meet one new store.</summary>
public sealed class UpgradeTests
{
    private const int Processes = 10;

    // They meet again and again: at the first one they are still warming up, and come one after the other.
    private const int Files = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("sqlite:///")]
    [InlineData("dir:///")]
    public async Task Upgrade_OfFilesByTenProcessesAtOnce_SucceedsInEach(string backendUri)
    {
        using var folder = new TemporaryFolder();
        await UpgradeAsync([.. Enumerable.Range(0, Files).Select(file => backendUri + folder[$"flows{file}"])]);
    }

    [Fact]
    [Trait("Needs", "postgres")]
    public async Task Upgrade_OfPostgresByTenProcessesAtOnce_SucceedsInEach()
    {
        SqlServer server = await SharedServers.PostgresAsync();
        var uris = new List<string>();
        while (uris.Count < Files)
        {
            uris.Add((await server.CreateDatabaseAsync()).Uri);
        }

        await UpgradeAsync(uris);
    }

    private static async Task UpgradeAsync(IReadOnlyList<string> uris)
    {
        using var patience = new CancellationTokenSource(Patience);
        ChildProcess[] processes = [.. Enumerable.Range(0, Processes).Select(_ => ChildProcess.Start(BuiltProgram.Writer, ["upgrade", .. uris]))];
        try
        {
            foreach (string uri in uris)
            {
                await Task.WhenAll(processes.Select(process => process.ExpectAsync("waiting", patience.Token)));
                foreach (ChildProcess process in processes)
                {
                    await process.Input.WriteLineAsync("go");
                    await process.Input.FlushAsync();
                }

                await Task.WhenAll(processes.Select(process => process.ExpectAsync("upgraded", patience.Token)));
                await using IBackend backend = Backends.Fetch(uri);
                await backend.Connect().ValidateAsync();
                Assert.Empty(await backend.Connect().GetLogBooksAsync().ToListAsync());
            }
        }
        finally
        {
            await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));
        }
    }
}
