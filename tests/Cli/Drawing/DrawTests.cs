using System.Xml.Linq;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class DrawTests : IDisposable
{
    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Draw_AFlowByItsName_IsItsFlowchart()
    {
        Ran ran = await Ran.Async("draw", "ship", "--flows", Programs.App, "--arguments", "{}");

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.StartsWith("flowchart TB\n    subgraph f0[\"shipping · linear\"]\n", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PENDING", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_AStoredFlow_HasItsStates()
    {
        await Ran.Async("run", "undone", "--uuid", "u", "--flows", Programs.App, "-b", _stores.Sqlite);

        Ran ran = await Ran.Async("draw", "u", "--flows", Programs.App, "-b", _stores.Sqlite, "--format", "svg");

        Assert.Equal(0, ran.ExitCode);
        string[] states = [.. XDocument.Parse(ran.Output).Descendants().Select(element => (string?)element.Attribute("class") ?? "").Where(text => text.StartsWith("atom ", StringComparison.Ordinal))];
        Assert.Equal(["atom REVERTED", "atom REVERTED"], states);
    }

    [Fact]
    public async Task Draw_IntoAFile_HasTheFormatOfItsName()
    {
        Ran ran = await Ran.Async("draw", "undone", "--flows", Programs.App, "--output", _stores.Name("flow.svg"));

        Assert.Equal((0, ""), (ran.ExitCode, ran.Output));
        Assert.Equal("svg", XDocument.Load(_stores.Name("flow.svg")).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Draw_WhatThereIsNot_SaysWhatThereIs()
    {
        Ran name = await Ran.Async("draw", "ships", "--flows", Programs.App);
        await Ran.Async("upgrade", "-b", _stores.Sqlite);
        Ran uuid = await Ran.Async("draw", "gone", "--flows", Programs.App, "-b", _stores.Sqlite);
        Ran both = await Ran.Async("draw", "gone", "--flows", Programs.App, "-b", _stores.Sqlite, "--arguments", "{}");

        Assert.Equal((1, 1, 2), (name.ExitCode, uuid.ExitCode, both.ExitCode));
        Assert.Contains("'gated', 'ship', 'stuck', 'undone'", name.Error, StringComparison.Ordinal);
        Assert.Contains("'gone'", uuid.Error, StringComparison.Ordinal);
    }
}
