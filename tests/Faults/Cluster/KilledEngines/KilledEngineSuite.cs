using Orleans.TaskFlow.Tests.Cluster;
using Orleans.TaskFlow.Tests.Silos;
using Orleans.TaskFlow.Tests.Silos.Flows;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>
/// Three silos that run flows, of which a random one is killed every few seconds, and started again: every flow ends right, and no task runs
/// once its success is durable.
/// </summary>
public abstract class KilledEngineSuite(ITestOutputHelper output)
{
    private const int Silos = 3;
    private const int FlowsAtOnce = 12;
    private const int LongestPause = 3_000;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Silos_KilledAtRandomMoments_EveryFlowEndsRightAndNoTaskRunsAfterItsDurableSuccess()
    {
        Random chance = Campaign.Chance(output);
        using var folder = new TemporaryFolder();
        string[] settings = [.. await CreateStoreAsync(), "AdvertisedIP=127.0.0.1", $"Flows={BuiltProgram.Flows}"];
        SiloPlace[] places = [.. Enumerable.Range(0, Silos).Select(_ => new SiloPlace(folder[""], SiloPorts.Free(), settings))];
        SiloProcess[] silos = await Task.WhenAll(places.Select(place => place.StartAsync()));
        try
        {
            await using ClusterClient client = await ClusterClient.ConnectAsync([.. places.Select(place => place.GatewayPort)], AnswerTime);
            using var enough = new CancellationTokenSource();
            int[] seeds = [.. Enumerable.Range(0, FlowsAtOnce).Select(_ => chance.Next())];
            Task<List<LoggedRun>> flows = RunFlowsAsync(client, folder, seeds, enough.Token);

            int kills = Campaign.Kills(usual: 2, all: 30);
            for (int kill = 0; kill < kills && !flows.IsCompleted; kill++)
            {
                await Task.Delay(1 + chance.Next(LongestPause));
                int unlucky = chance.Next(Silos);
                await silos[unlucky].KillAsync();
                await silos[unlucky].DisposeAsync();
                silos[unlucky] = await places[unlucky].StartAsync();
            }

            await enough.CancelAsync();
            List<LoggedRun> ended = await flows;
            output.WriteLine($"{kills} kills, {ended.Count} flows, {ended.Sum(run => run.Repetitions)} tasks begun once more");
        }
        finally
        {
            foreach (SiloProcess silo in silos)
            {
                await silo.DisposeAsync();
            }
        }
    }

    /// <summary>A store of one test, as an operator writes it in the silos' settings, with their membership.</summary>
    protected abstract Task<string[]> CreateStoreAsync();

    /// <summary>Runs flows, some at once, one after the other, until there are enough of them.</summary>
    private static async Task<List<LoggedRun>> RunFlowsAsync(ClusterClient client, TemporaryFolder folder, int[] seeds, CancellationToken enough)
    {
        var ended = await Task.WhenAll(seeds.Select(async (seed, place) =>
        {
            var chance = new Random(seed);
            var runs = new List<LoggedRun>();
            do
            {
                string uuid = $"flow-{place}-{runs.Count}";
                var flow = new LoggedFlow(
                    folder[$"{uuid}.log"], Chains: 1 + chance.Next(4), Length: 2 + chance.Next(6), TimeSpan.FromMilliseconds(chance.Next(200)), Fails: chance.Next(4) == 0);
                var run = new LoggedRun(uuid, flow);
                using var patience = new CancellationTokenSource(Patience);
                await run.RunAsync(client, patience.Token);
                runs.Add(run);
            }
            while (!enough.IsCancellationRequested);

            return runs;
        }));
        return [.. ended.SelectMany(runs => runs)];
    }
}
