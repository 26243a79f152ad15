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

    [Fact]
    public async Task FlowExample_WithEnoughMoney_Charges()
    {
        var warehouse = new Warehouse(money: 100);

        Assert.Equal("paid 10.89", await FlowExample.RunAsync("memory://", warehouse));
        Assert.Equal(["reserved 2", "charged 10.89"], warehouse.Log);
    }

    [Fact]
    public async Task FlowExample_WithoutMoney_FreesWhatItReserved()
    {
        var warehouse = new Warehouse(money: 1);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => FlowExample.RunAsync("memory://", warehouse));

        Assert.Equal("There is not enough money.", error.Message);
        Assert.Equal(["reserved 2", "freed R-1"], warehouse.Log);
    }

    [Theory]
    [InlineData("FlowExample.cs")]
    [InlineData("Reserve.cs")]
    public void FlowExample_InTheReadme_IsTheCodeThatRuns(string file)
    {
        var (source, readme) = ReadmeExample.Read($"tests/Core/Readme/{file}");

        Assert.Equal(source, readme);
    }
}
