using System.Globalization;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Calls drawn at random, compared with a model of a storage.</content>
public abstract partial class FlowStorageConformance
{
    /// <summary>How many seeds a run plays, from <see cref="FirstSeedVariable"/> on.</summary>
    public const string SeedsVariable = "TASKFLOW_SEQUENCES";

    /// <summary>The first seed of a run.</summary>
    public const string FirstSeedVariable = "TASKFLOW_FIRST_SEQUENCE";

    private const int UsualSeeds = 3;

    [Fact]
    public async Task CallsDrawnAtRandom_EachOne_AreAnsweredAsTheModelSays()
    {
        int first = NumberOf(FirstSeedVariable, usual: 1);
        int seeds = NumberOf(SeedsVariable, UsualSeeds);
        for (int seed = first; seed < first + seeds; seed++)
        {
            await new SequenceRun(seed, First, Second).PlayAsync();
        }
    }

    private static int NumberOf(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
