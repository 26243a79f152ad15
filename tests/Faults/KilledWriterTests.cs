using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>Writers that are killed in the middle of their work, at random moments.</summary>
public sealed class KilledWriterTests(ITestOutputHelper output)
{
    private const int Flows = 4;
    private const int KillsPerStore = 10;
    private const int MostCalls = 600;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("directory")]
    [InlineData("zookeeper")]
    public async Task Writer_KilledAtRandomMoments_LeavesEveryAcknowledgedCall(string backend)
    {
        Random chance = Campaign.Chance(output);
        int calls = 0;
        for (int stores = Campaign.IsLong ? 20 : 2; stores > 0; stores--)
        {
            calls += await KillAgainAndAgainAsync(backend, chance);
        }

        output.WriteLine($"{calls} acknowledged calls");
        Assert.True(calls > 0, "No call was acknowledged, so nothing was tried.");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("directory")]
    [InlineData("zookeeper")]
    public async Task Writers_OnOneStoreWithSomeKilled_LeaveEveryAcknowledgedCall(string backend)
    {
        Random chance = Campaign.Chance(output);
        using var folder = new TemporaryFolder();
        KilledStore store = await KilledStore.OfAsync(backend, folder);
        Audit[] audits = [.. Enumerable.Range(0, 4).Select(writer => new Audit(store, $"writer{writer}", Flows))];
        for (int round = 0; round < 3; round++)
        {
            using var patience = new CancellationTokenSource(Patience);
            WriterRun[] runs = [.. Enumerable.Range(0, audits.Length).Select(writer => Start(store, $"writer{writer}"))];
            try
            {
                // Each is killed after a number of calls of its own, while those that are left go on.
                await Task.WhenAll(runs.Select(async run =>
                {
                    await run.ReadAsync(1 + chance.Next(MostCalls), patience.Token);
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
            }
        }
    }

    private static async Task<int> KillAgainAndAgainAsync(string backend, Random chance)
    {
        using var folder = new TemporaryFolder();
        KilledStore store = await KilledStore.OfAsync(backend, folder);
        var audit = new Audit(store, "writer", Flows);
        int calls = 0;
        for (int kill = 0; kill < KillsPerStore; kill++)
        {
            using var patience = new CancellationTokenSource(Patience);
            await using WriterRun run = Start(store, "writer");
            if (chance.Next(4) == 0)
            {
                // While it starts, creates the file, upgrades it, makes its flows.
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
