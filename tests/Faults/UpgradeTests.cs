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
    public async Task Upgrade_ByTenProcessesAtOnce_SucceedsInEach(string backendUri)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var folder = new TemporaryFolder();
        string[] uris = [.. Enumerable.Range(0, Files).Select(file => backendUri + folder[$"flows{file}"])];
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
