using Xunit;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A small share of the campaign that CONTRIBUTING.md has the command of.</summary>
public sealed class CampaignTests
{
    private const int Shares = 4;
    private const int Flows = 400;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Flows_DrawnAtRandom_KeepEveryRule(int share)
    {
        var campaign = new Campaign(seed: 1);

        List<string> wrong = [.. Enumerable.Range(0, Flows / Shares).Select(number => campaign.Simulate((share * Flows / Shares) + number)).OfType<string>()];

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    public void Flow_OfTheSameSeed_HasTheSameHistory() => Assert.Equal(HistoryOf(7), HistoryOf(7));

    [Fact]
    public void Run_CancelledAtAnyStep_LeavesNoFlowRunning()
    {
        for (int step = 1; step <= 30; step++)
        {
            for (int seed = 0; seed < 10; seed++)
            {
                Drawing drawing = Sketch.Of(Sketch.Linear(Sketch.Task("a"), Sketch.Task("b")), degree: 1 + (seed % 2));
                new FlowSimulation(drawing, seed, new Plan(new Trouble { CancelsAt = step })).Run();
            }
        }
    }

    private static string[] HistoryOf(int seed)
    {
        var random = new Random(seed);
        Drawing drawing = Artist.Draw(random);
        var simulation = new FlowSimulation(drawing, seed, Plan.Draw(random));
        simulation.Run();
        return [.. simulation.History.Select(happened => happened.ToString())];
    }
}
