using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class ItemFileNameTests
{
    [Theory]
    [InlineData("6f1c9f0e-8f4e-4f0e-9d8a-2f6f0c1d2e3f", "6f1c9f0e-8f4e-4f0e-9d8a-2f6f0c1d2e3f")]
    [InlineData("a b:c*d", "a b:c*d")]
    [InlineData("café ☂", "café ☂")]
    [InlineData("100%", "100%")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("%2/", "%2%2F")]
    [InlineData("%/0", "%%2F0")]
    [InlineData(".", "%2E")]
    [InlineData("..", "%2E.")]
    [InlineData("...", "...")]
    [InlineData("metadata", "%6Detadata")]
    [InlineData("order", "%6Frder")]
    [InlineData("lock", "%6Cock")]
    [InlineData("a\0\r\n\t", "a%00%0D%0A%09")]
    public void Of_AUuid_IsTheNameThatLeadsBackToIt(string uuid, string name)
    {
        Assert.Equal(name, ItemFileName.Of(uuid));
        Assert.Equal(uuid, ItemFileName.Decode(name));
    }

    [Fact]
    public void Of_AwkwardUuids_AreNamesOfTheirOwn()
    {
        string[] uuids = [.. AwkwardNames.Short];

        Assert.Equal(uuids, uuids.Select(uuid => ItemFileName.Decode(ItemFileName.Of(uuid)!)));
        Assert.Distinct(uuids.Select(ItemFileName.Of));
    }

    [Fact]
    public void Of_AUuidAtTheLimit_IsAName_AndOnePastItIsNone()
    {
        Assert.NotNull(ItemFileName.Of(new string('n', 255)));
        Assert.Null(ItemFileName.Of(new string('n', 256)));
        Assert.NotNull(ItemFileName.Of(new string('/', 85)));
        Assert.Null(ItemFileName.Of(new string('/', 86)));
        Assert.Null(ItemFileName.Of(new string('é', 128)));
        Assert.Null(ItemFileName.Of("\ud800"));
    }
}
