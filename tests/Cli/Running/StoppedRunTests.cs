using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

/// <summary>Runs that somebody stops, and that others watch and take up again.</summary>
public sealed class StoppedRunTests : IDisposable
{
    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Run_Interrupted_SuspendsTheFlowWhichIsThenResumed()
    {
        using Process run = await StartedAsync();

        await Programs.InterruptAsync(run);
        Assert.Contains("suspending", await run.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        OpenTheGate();
        string said = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("task 'gate' RUNNING -> SUCCESS\n", said, StringComparison.Ordinal);
        Assert.EndsWith("SUSPENDED gated g\n", said, StringComparison.Ordinal);
        Ran resumed = await ResumeAsync();
        Assert.Equal(0, resumed.ExitCode);
        Assert.DoesNotContain("'gate'", resumed.Output, StringComparison.Ordinal);
        Assert.Matches(@"task 'after' \w+ -> SUCCESS", resumed.Output);
    }

    [Fact]
    public async Task Run_InterruptedTwice_EndsAtOnceAndIsResumed()
    {
        using Process run = await StartedAsync();

        await Programs.InterruptAsync(run);
        await run.StandardError.ReadLineAsync();
        await Programs.InterruptAsync(run);
        await run.WaitForExitAsync();

        Assert.Equal(130, run.ExitCode);
        OpenTheGate();
        Ran resumed = await ResumeAsync();
        Assert.Equal(0, resumed.ExitCode);
        Assert.Matches(@"task 'gate' \w+ -> SUCCESS", resumed.Output);
        Assert.DoesNotContain("'before'", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_AFlowOfAnotherProcess_SeesItToItsEnd()
    {
        using Process run = await StartedAsync();
        using Process watch = Programs.Start("watch", "g", "-b", _stores.Sqlite, "--json");
        var lines = new List<JsonElement>();
        while (await watch.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(JsonElement.Parse(line));
            if (line.Contains("\"gate\"", StringComparison.Ordinal))
            {
                OpenTheGate();
            }
        }

        await watch.WaitForExitAsync();
        await run.WaitForExitAsync();

        Assert.Equal((0, 0), (run.ExitCode, watch.ExitCode));
        Assert.Contains(lines, line => Is(line, "gate", "RUNNING"));
        Assert.Contains(lines, line => Is(line, "after", "SUCCESS"));
        Assert.Equal("SUCCESS", lines[^1].GetProperty("state").GetString());
    }

    private static bool Is(JsonElement line, string name, string state) =>
        line.TryGetProperty("name", out JsonElement n) && n.GetString() == name && line.GetProperty("state").GetString() == state;

    private async Task<Process> StartedAsync()
    {
        Process run = Programs.Start(
            "run", "gated", "--uuid", "g", "--flows", Programs.App, "-b", _stores.Sqlite, "-a", $$"""{"Path":{{JsonSerializer.Serialize(_stores.Name("gate"))}}}""");
        while (await run.StandardOutput.ReadLineAsync() is { } line && line != "task 'gate' PENDING -> RUNNING")
        {
        }

        return run;
    }

    private void OpenTheGate() => File.WriteAllText(_stores.Name("gate"), "");

    private Task<Ran> ResumeAsync() => Ran.Async("resume", "g", "--flows", Programs.App, "-b", _stores.Sqlite);
}
