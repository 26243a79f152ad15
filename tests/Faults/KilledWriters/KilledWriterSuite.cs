using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>Writers that are killed in the middle of their work, at random moments: a campaign that each store runs.</summary>
public abstract class KilledWriterSuite(ITestOutputHelper output)
{
    private const int Flows = 4;
    private const int WritersAtOnce = 4;
    private const int KillsPerStore = 10;
    private const int MostCalls = 600;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How many kills a long campaign of one writer after the other has.</summary>
    protected virtual int Kills => 100;

    [Fact]
    public async Task Writer_KilledAtRandomMoments_LeavesEveryAcknowledgedCallAppliedOnce()
    {
        Random chance = Campaign.Chance(output);
        int kills = Campaign.Kills(usual: 4, all: Kills);
        int calls = 0;
        for (int done = 0; done < kills; done += KillsPerStore)
        {
            calls += await KillAgainAndAgainAsync(Math.Min(kills - done, KillsPerStore), chance);
        }

        output.WriteLine($"{kills} kills, {calls} acknowledged calls");
        Assert.True(calls > 0, "No call was acknowledged, so nothing was tried.");
    }

    [Fact]
    public async Task Writers_OnOneStoreWithSomeKilled_LeaveEveryAcknowledgedCallAppliedOnce()
    {
        Random chance = Campaign.Chance(output);
        using var folder = new TemporaryFolder();
        KilledStore store = await CreateStoreAsync(folder);
        Audit[] audits = [.. Enumerable.Range(0, WritersAtOnce).Select(writer => new Audit(store, $"writer{writer}", Flows))];
        int kills = 0;
        int calls = 0;
        for (int wanted = Campaign.Kills(usual: WritersAtOnce, all: 10 * WritersAtOnce); kills < wanted; kills += WritersAtOnce)
        {
            using var patience = new CancellationTokenSource(Patience);
            WriterRun[] runs = [.. Enumerable.Range(0, audits.Length).Select(writer => Start(store, $"writer{writer}"))];
            try
            {
                // Each is killed after a number of calls of its own, while those that are left go on.
                int[] lives = [.. runs.Select(_ => 1 + chance.Next(MostCalls))];
                await Task.WhenAll(runs.Zip(lives, async (run, life) =>
                {
                    await run.ReadAsync(life, patience.Token);
                    await run.KillAsync();
                }));
            }
            finally
            {
                await Task.WhenAll(runs.Select(run => run.DisposeAsync().AsTask()));
            }

            foreach (var (audit, run) in audits.Zip(runs))
            {
                await audit.CheckAsync(run);
                calls += run.Calls;
            }
        }

        output.WriteLine($"{kills} kills, {calls} acknowledged calls");
    }

    /// <summary>A store of one test.</summary>
    private protected abstract Task<KilledStore> CreateStoreAsync(TemporaryFolder folder);

    private async Task<int> KillAgainAndAgainAsync(int kills, Random chance)
    {
        using var folder = new TemporaryFolder();
        KilledStore store = await CreateStoreAsync(folder);
        var audit = new Audit(store, "writer", Flows);
        int calls = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            using var patience = new CancellationTokenSource(Patience);
            await using WriterRun run = Start(store, "writer");
            if (chance.Next(4) == 0)
            {
                // While it starts, creates the store, upgrades it, makes its flows.
                await Task.Delay(chance.Next(400), patience.Token);
            }
            else
            {
                await run.ReadAsync(1 + chance.Next(MostCalls), patience.Token);
                await Task.Delay(chance.Next(3), patience.Token);
            }

            await run.KillAsync();
            await audit.CheckAsync(run);
            calls += run.Calls;
        }

        return calls;
    }

    private static WriterRun Start(KilledStore store, string writer) => WriterRun.Start(store.Uri, writer, Flows);
}
