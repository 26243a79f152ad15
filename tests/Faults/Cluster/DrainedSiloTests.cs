using Orleans.TaskFlow.Tests.Cluster;
using Orleans.TaskFlow.Tests.Faults.Writer;
using Orleans.TaskFlow.Tests.Servers;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>Silos that are told to stop one after the other, as in a rolling update, while their clients write, on TaskFlow's tables.</summary>
[Trait("Needs", "postgres")]
public sealed class DrainedSiloTests(ITestOutputHelper output)
{
    private const int Flows = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Sigterm_OneOfTwoSilosUnderFlows_NoCallFails()
    {
        using var folder = new TemporaryFolder();
        string database = (await (await SharedServers.PostgresAsync()).CreateDatabaseAsync()).ConnectionString;
        string[] settings = ["AdvertisedIP=127.0.0.1", .. SiloStore.OnPostgres(database)];
        SiloPlace[] places = [new(folder[""], SiloPorts.Free(), settings), new(folder[""], SiloPorts.Free(), settings)];
        var silos = new Queue<SiloProcess>();
        try
        {
            foreach (SiloPlace place in places)
            {
                silos.Enqueue(await place.StartAsync());
            }

            await using ClusterClient client = await ClusterClient.ConnectAsync([.. places.Select(place => place.GatewayPort)]);
            FlowUnderRestarts[] flows = await BeginAsync(client);
            int drains = Campaign.Kills(usual: 1, all: 20);
            for (int drain = 0; drain < drains; drain++)
            {
                await Task.WhenAll(flows.Select(flow => flow.GoesOnAsync(Patience)));
                await using SiloProcess drained = silos.Dequeue();
                Assert.Equal(0, await drained.TerminateAsync());
                silos.Enqueue(await places[drain % places.Length].StartAsync());
            }

            await Task.WhenAll(flows.Select(flow => flow.GoesOnAsync(Patience)));
            await Task.WhenAll(flows.Select(flow => flow.EndAsync()));
            output.WriteLine($"{drains} drains, {flows.Sum(flow => flow.Calls)} acknowledged calls");
            foreach (FlowUnderRestarts flow in flows)
            {
                await flow.CheckAsync(client.Backend);
            }
        }
        finally
        {
            foreach (SiloProcess silo in silos)
            {
                await silo.DisposeAsync();
            }
        }
    }

    private static async Task<FlowUnderRestarts[]> BeginAsync(ClusterClient client)
    {
        await client.MakeFlowsAsync("writer", Flows);
        return await Task.WhenAll(Enumerable.Range(0, Flows).Select(async flow =>
            await FlowUnderRestarts.BeginAsync(await client.OpenAsync(Deeds.FlowOf("writer", flow)))));
    }
}
