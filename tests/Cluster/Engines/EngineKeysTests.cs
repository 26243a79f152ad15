using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The key of an engine's grain says which flow it is, whatever it is called.</summary>
public sealed class EngineKeysTests
{
    [Theory]
    [InlineData("order", "0d6f")]
    [InlineData("3:order", "a:b")]
    [InlineData(" ", "7")]
    [InlineData("a\0~b=", "~\0=")]
    public void Of_AnyNameAndUuid_IsReadBackAndFitForAGrain(string factory, string uuid)
    {
        string key = EngineKeys.Of(factory, uuid);

        Assert.Equal((factory, uuid), EngineKeys.Parse(key));
        Assert.DoesNotContain('\0', key);
    }

    [Fact]
    public void Of_TextDividedInAnotherPlace_IsAnotherKey() => Assert.NotEqual(EngineKeys.Of("ab", "c"), EngineKeys.Of("a", "bc"));
}
