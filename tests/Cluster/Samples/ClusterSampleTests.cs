using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The sample of a flow on a cluster, and the command line on its silo.</summary>
public sealed class ClusterSampleTests(SampleSilo silo) : IClassFixture<SampleSilo>
{
    [Theory]
    [InlineData("TripModule.cs")]
    [InlineData("SiloSample.cs")]
    [InlineData("ClientSample.cs")]
    public void Page_ShowsTheCodeThatRuns(string source)
    {
        var (code, shown) = ReadmeExample.Read($"tests/Cluster/Samples/{source}", "docs/samples/on-a-cluster.md");

        Assert.Equal(code, shown);
    }

    [Fact]
    public async Task Flow_OfASilo_RunsThereForAClient()
    {
        Assert.Equal("SUCCESS", await ClientSample.RunAsync(silo.Gateway, price: 181));
        Assert.Contains("pay 181", silo.Bookings.Log);
    }

    [Fact]
    public async Task Flow_OfASilo_IsUndoneThere()
    {
        Assert.Equal("REVERTED there is not enough money", await ClientSample.RunAsync(silo.Gateway, price: 281));
        Assert.Contains("cancel train to Ghent", silo.Bookings.Log);
    }

    [Fact]
    public async Task Cli_RunAndWatchAndResume_NeedNoFlowsOfTheirOwn()
    {
        var run = await CliProcess.RunAsync("run", "trip", "-b", silo.Uri, "-a", """{"To":"Rome","Price":190}""", "--uuid", "rome");
        var watch = await CliProcess.RunAsync("watch", "rome", "-b", silo.Uri);
        var undone = await CliProcess.RunAsync("run", "trip", "-b", silo.Uri, "-a", """{"To":"Oslo","Price":900}""", "--uuid", "oslo", "--json");
        var again = await CliProcess.RunAsync("resume", "oslo", "-b", silo.Uri);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("flow rome\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\ntask 'pay' \w+ -> SUCCESS\n", run.Output);
        Assert.EndsWith("SUCCESS trip rome\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, watch.ExitCode);
        Assert.EndsWith("SUCCESS trip rome\n", watch.Output, StringComparison.Ordinal);
        Assert.Equal((3, 3), (undone.ExitCode, again.ExitCode));
        Assert.Contains("there is not enough money", undone.Output, StringComparison.Ordinal);
        Assert.Equal(2, silo.Bookings.Log.Count(line => line == "cancel train to Oslo"));
    }

    [Theory]
    [InlineData(1, "'nowhere'", "run", "nowhere")]
    [InlineData(1, "gone", "resume", "gone")]
    [InlineData(2, "--flows", "run", "trip", "--flows", "App.dll")]
    public async Task Cli_WhatTheClusterCannotRun_SaysWhy(int exitCode, string why, params string[] args)
    {
        var ran = await CliProcess.RunAsync([.. args, "-b", silo.Uri]);

        Assert.Equal(exitCode, ran.ExitCode);
        Assert.Contains(why, ran.Error, StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
    }
}
