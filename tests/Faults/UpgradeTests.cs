using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>Many processes that meet one new file.</summary>
public sealed class UpgradeTests
{
    private const int Processes = 10;

    [Fact]
    public async Task Upgrade_ByTenProcessesAtOnce_SucceedsInEach()
    {
        using var folder = new TemporaryFolder();
        string uri = $"sqlite:///{folder["flows.sqlite"]}";
        ChildProcess[] processes = [.. Enumerable.Range(0, Processes).Select(_ => ChildProcess.Start(BuiltProgram.Writer, "upgrade", uri))];
        try
        {
            foreach (ChildProcess process in processes)
            {
                Assert.Equal("waiting", await process.Lines.ReadAsync());
            }

            await Task.WhenAll(processes.Select(process => process.Input.WriteLineAsync("go")));
            await Task.WhenAll(processes.Select(process => process.Input.FlushAsync()));
            foreach (ChildProcess process in processes)
            {
                var (exitCode, lines) = await process.EndAsync();
                Assert.Equal("", process.Errors);
                Assert.Equal(["upgraded"], lines);
                Assert.Equal(0, exitCode);
            }
        }
        finally
        {
            await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));
        }

        await using IBackend backend = Backends.Fetch(uri);
        await backend.Connect().ValidateAsync();
        Assert.Empty(await backend.Connect().GetLogBooksAsync().ToListAsync());
    }
}
