using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class ReadmeTests
{
    [Fact]
    public async Task EmbeddedExample_OnAFreshStore_FindsWhatItSaved() =>
        Assert.Equal("C-17 Ghent", await EmbeddedExample.RunAsync("memory://"));

    [Fact]
    public void EmbeddedExample_InTheReadme_IsTheCodeThatRuns()
    {
        var (source, readme) = ReadmeExample.Read("tests/Core/Readme/EmbeddedExample.cs");

        Assert.Equal(source, readme);
    }
}
