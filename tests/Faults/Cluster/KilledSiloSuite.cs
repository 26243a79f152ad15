using Orleans.TaskFlow.Tests.Cluster;
using Orleans.TaskFlow.Tests.Faults.Writer;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>
/// A silo that is killed in the middle of its clients' work, at random moments, and started again on the same store: a campaign that each
/// store and layout runs.
/// </summary>
public abstract class KilledSiloSuite(ITestOutputHelper output)
{
    private const int Flows = 4;
    private const int MostCalls = 600;
    private const int MostStartingTime = 1_500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Silo_KilledAtRandomMoments_LeavesEveryAcknowledgedCallAppliedOnce()
    {
        Random chance = Campaign.Chance(output);
        using var folder = new TemporaryFolder();
        var place = new SiloPlace(folder[""], SiloPorts.Free(), await CreateStoreAsync());
        SiloProcess silo = await place.StartAsync();
        try
        {
            // One client lives through all of it, with the storages that it opened at first; another looks at what is left each time.
            await using (ClusterClient maker = await ClusterClient.ConnectAsync(place.GatewayPort))
            {
                await maker.MakeFlowsAsync("writer", Flows);

                // The first calls to a silo that has just started take longer than its client will wait.
                foreach (IFlowStorage opened in await OpenAllAsync(maker))
                {
                    await opened.DisposeAsync();
                }
            }

            await using ClusterClient client = await ClusterClient.ConnectAsync(place.GatewayPort, AnswerTime);
            FlowWriter[] writers = [.. (await OpenAllAsync(client)).Select(storage => new FlowWriter(storage))];

            int kills = Campaign.Kills(usual: 2, all: 100);
            int calls = 0;
            for (int kill = 0; kill < kills; kill++)
            {
                calls += await KillWhileWritingAsync(silo, writers, chance);
                silo = await RestartAsync(place, chance);
                await using ClusterClient witness = await ClusterClient.ConnectAsync(place.GatewayPort);
                await Task.WhenAll(writers.Select(writer => writer.CheckAsync(witness)));
                using var patience = new CancellationTokenSource(Patience);
                await Task.WhenAll(writers.Select(writer => writer.ReconnectAsync(patience.Token)));
            }

            output.WriteLine($"{kills} kills, {calls} acknowledged calls");
            Assert.True(calls > 0, "No call was acknowledged, so nothing was tried.");
        }
        finally
        {
            await silo.DisposeAsync();
        }
    }

    /// <summary>A store of one test, as an operator writes it in the silo's settings.</summary>
    protected abstract Task<string[]> CreateStoreAsync();

    private static Task<IFlowStorage[]> OpenAllAsync(ClusterClient client) =>
        Task.WhenAll(Enumerable.Range(0, Flows).Select(flow => client.OpenAsync(Deeds.FlowOf("writer", flow))));

    private static async Task<int> KillWhileWritingAsync(SiloProcess silo, FlowWriter[] writers, Random chance)
    {
        var round = new Round(1 + chance.Next(MostCalls));
        int hesitation = chance.Next(3);
        Task writing = Task.WhenAll(writers.Select(writer => writer.WriteAsync(round)));
        await Task.WhenAny(round.Reached, writing);
        await Task.Delay(hesitation);
        round.End();
        await silo.KillAsync();
        await writing;
        return round.Calls;
    }

    // Now and then it is killed while it starts, too.
    private static async Task<SiloProcess> RestartAsync(SiloPlace place, Random chance)
    {
        if (chance.Next(4) == 0)
        {
            await using SiloProcess unlucky = place.Start();
            await Task.Delay(chance.Next(MostStartingTime));
            await unlucky.KillAsync();
        }

        return await place.StartAsync();
    }
}
