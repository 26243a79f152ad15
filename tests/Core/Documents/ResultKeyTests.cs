using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class ResultKeyTests
{
    [Fact]
    public void At_ANegativeIndex_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ResultKey.At(-1));

    [Fact]
    public void Keys_OfDifferentParts_Differ()
    {
        ResultKey[] keys = [ResultKey.Whole, ResultKey.At(0), ResultKey.At(1), ResultKey.Member(""), ResultKey.Member("0"), ResultKey.Member("whole")];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(["whole", "[0]", "[1]", "''", "'0'", "'whole'"], keys.Select(key => key.ToString()));
    }
}
