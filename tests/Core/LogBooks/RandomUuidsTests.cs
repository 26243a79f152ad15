using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class RandomUuidsTests
{
    [Fact]
    public void Take_Many_AreDistinctRandomUuids()
    {
        string[] uuids = [.. RandomUuids.Take(1000)];

        Assert.Equal(1000, uuids.Distinct().Count());
        Assert.All(uuids, uuid => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", uuid));
    }
}
