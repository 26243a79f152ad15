using Orleans.TaskFlow.Cli;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class UsageTests : IDisposable
{
    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("--help", "show")]
    [InlineData("--help", "copy", "memory")]
    [InlineData("--help", "destroy", "-b", "memory")]
    [InlineData("--help", "books", "--nonsense", "-b", "memory")]
    [InlineData("--backend URI", "books")]
    [InlineData("--backend URI", "run", "flow", "--flows", "App.dll")]
    [InlineData("--flows ASSEMBLY", "draw", "flow")]
    [InlineData("known are", "books", "-b", "redis://host")]
    [InlineData("Orleans.TaskFlow.Cli.Cluster", "books", "-b", "mysql://user@host/db")]
    [InlineData("sqlite:///flows.db", "books", "-b", "sqlite://host/flows.db")]
    [InlineData("memory://", "copy", "memory", "memory://host")]
    public async Task AnyMisuse_SaysWhatIsAllowedInOneLine(string allowed, params string[] args)
    {
        Ran ran = await Ran.Async(args);

        Assert.Equal((2, ""), (ran.ExitCode, ran.Output));
        Assert.StartsWith("error: ", ran.Error, StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains(allowed, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("books", "-b", "redis://user:hunter2@host/db")]
    [InlineData("books", "-b", "sqlite://user:hunter2@host/db")]
    [InlineData("books", "-b", "memory://?password=hunter2")]
    [InlineData("copy", "memory", "server://user:hunter2/@host/db")]
    [InlineData("validate", "-b", "dir:///x?password=hunter2")]
    public async Task AnyError_WithAPassword_DoesNotShowIt(params string[] args)
    {
        Ran ran = await Ran.Async(args);

        Assert.Equal(2, ran.ExitCode);
        Assert.DoesNotContain("hunter2", ran.Output + ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_ListsTheCommandsAndTheBackends()
    {
        Ran all = await Ran.Async("--help");
        Ran one = await Ran.Async("books", "--help");

        Assert.Equal((0, 0), (all.ExitCode, one.ExitCode));
        Assert.All(
            (string[])["run", "resume", "watch", "draw", "books", "flows", "show", "export", "import", "copy", "destroy", "upgrade", "validate"],
            command => Assert.Contains(command, all.Output, StringComparison.Ordinal));
        Assert.Contains("  taskflow [command]", all.Output, StringComparison.Ordinal);
        Assert.Contains("  taskflow books [options]", one.Output, StringComparison.Ordinal);
        Assert.Contains("sqlite", one.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backend_FromTheEnvironment_IsTheDefault()
    {
        await Stores.FillAsync(_stores.Sqlite, new LogBook("from the environment", "b"));
        Environment.SetEnvironmentVariable(BackendOption.Variable, _stores.Sqlite);
        try
        {
            Ran ran = await Ran.Async("books");

            Assert.Equal(0, ran.ExitCode);
            Assert.Contains("from the environment", ran.Output, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(BackendOption.Variable, null);
        }
    }
}
