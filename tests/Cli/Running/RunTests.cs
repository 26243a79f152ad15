using System.Text.Json;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class RunTests : IDisposable
{
    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Run_AFlowOfAnAssembly_RunsItWithItsArgumentsAndValuesAndSaysWhatHappens()
    {
        Ran ran = await RunAsync("ship", "--arguments", """{"Boxes":2}""", "--value", "customer=\"C-17\"", "--uuid", "order-1");

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        string[] lines = ran.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("flow order-1", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("task 'reserve' ", StringComparison.Ordinal) && line.EndsWith(" -> SUCCESS", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("task 'pack' 50", StringComparison.Ordinal));
        Assert.Equal("SUCCESS shipping order-1", lines[^1]);
        FlowDetail stored = await ReadAsync("order-1");
        Assert.Equal("C-17-2", stored.Single(atom => atom.Name == "reserve").LastResults.To<string>());
    }

    [Fact]
    public async Task Run_AsJson_IsAnObjectALine()
    {
        Ran ran = await RunAsync("undone", "--json", "--uuid", "u");

        JsonElement[] lines = [.. ran.Output.TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line))];
        Assert.Equal(3, ran.ExitCode);
        Assert.Equal(("begin", "u"), (Text(lines[0], "kind"), Text(lines[0], "uuid")));
        Assert.Contains(lines, line => Text(line, "kind") == "task" && Text(line, "name") == "first" && Text(line, "state") == "REVERTED");
        Assert.Contains(lines, line => Text(line, "kind") == "flow" && Text(line, "state") == "REVERTED");
        Assert.Equal(("end", "REVERTED"), (Text(lines[^1], "kind"), Text(lines[^1], "state")));
        Assert.Equal("out of paint", lines[^1].GetProperty("failures").GetProperty("second").GetProperty("exception_str").GetString());
    }

    [Theory]
    [InlineData("undone", "REVERTED undone", "out of paint")]
    [InlineData("stuck", "FAILURE stuck", "cannot be undone")]
    public async Task Run_AFlowThatFails_EndsWithItsStateAndItsFailures(string flow, string state, string failure)
    {
        Ran ran = await RunAsync(flow, "--uuid", "u");

        Assert.Equal((3, ""), (ran.ExitCode, ran.Error));
        Assert.Contains($"{state} u\n", ran.Output, StringComparison.Ordinal);
        Assert.Contains(failure, ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_AFlowThatWasReverted_StartsItOver()
    {
        await RunAsync("undone", "--uuid", "u");

        Ran ran = await Ran.Async("resume", "u", "--flows", Programs.App, "-b", _stores.Sqlite);

        Assert.Equal(3, ran.ExitCode);
        Assert.EndsWith("REVERTED undone u\n  second: System.InvalidOperationException: out of paint\n", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "'ship', 'stuck'", "run", "ships", "-b", "memory")]
    [InlineData(1, "customer", "run", "ship", "-a", "{}", "-b", "memory")]
    [InlineData(1, "takes arguments of type", "run", "ship", "-a", "5", "-b", "memory")]
    [InlineData(2, "--arguments is not JSON", "run", "ship", "-a", "{", "-b", "memory")]
    [InlineData(2, "NAME=JSON", "run", "ship", "--value", "customer", "-b", "memory")]
    [InlineData(2, "twice", "run", "ship", "--value", "a=1", "--value", "a=2", "-b", "memory")]
    [InlineData(2, "at least 1", "run", "ship", "--parallel", "0", "-b", "memory")]
    public async Task Run_WhatCannotBe_SaysWhy(int exitCode, string why, params string[] args)
    {
        Ran ran = await Ran.Async([.. args, "--flows", Programs.App]);

        Assert.Equal(exitCode, ran.ExitCode);
        Assert.StartsWith("error: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains(why, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutAnAssemblyOfFlows_SaysWhatItHasToBe()
    {
        Ran none = await Ran.Async("run", "ship", "-b", "memory");
        Ran gone = await Ran.Async("run", "ship", "-b", "memory", "--flows", _stores.Name("gone.dll"));

        Assert.Equal((2, 1), (none.ExitCode, gone.ExitCode));
        Assert.Contains("--flows ASSEMBLY", none.Error, StringComparison.Ordinal);
        Assert.Contains("gone.dll", gone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_OnAStoreThatIsNotThere_MakesNone()
    {
        Ran ran = await Ran.Async("resume", "u", "--flows", Programs.App, "-b", _stores.Sqlite);

        Assert.Equal(1, ran.ExitCode);
        Assert.False(File.Exists(_stores.Name("flows.db")));
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private Task<Ran> RunAsync(string flow, params string[] args) =>
        Ran.Async(["run", flow, "--flows", Programs.App, "-b", _stores.Sqlite, .. args]);

    private async Task<FlowDetail> ReadAsync(string uuid)
    {
        await using IBackend backend = await Backends.OpenAsync(_stores.Sqlite);
        return await backend.Connect().GetFlowDetailsAsync(uuid);
    }
}
