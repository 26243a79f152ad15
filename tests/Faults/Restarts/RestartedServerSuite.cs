using Orleans.TaskFlow.Tests.Faults.Writer;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>
/// Servers that end and start again while many flows write through one backend: nothing acknowledged is lost, nothing is applied twice, no
/// call fails that has the patience, and no flow is stuck.
/// </summary>
public abstract class RestartedServerSuite(ITestOutputHelper output)
{
    private const int Flows = 32;
    private const int LongestWork = 400;
    private const int LongestAbsence = 600;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Flows_WhileTheServerIsKilledAndStartedAgain_GoOnAndApplyEachCallOnce() => RestartAsync(store => store.KillAsync());

    [Fact]
    public Task Flows_WhileTheServerIsStoppedAndStartedAgain_GoOnAndApplyEachCallOnce() => RestartAsync(store => store.StopAsync());

    private protected abstract Task<RestartedStore> StartAsync();

    private async Task RestartAsync(Func<RestartedStore, Task> end)
    {
        Random chance = Campaign.Chance(output);
        await using RestartedStore store = await StartAsync();
        FlowUnderRestarts[] flows = await BeginAsync(store);
        int restarts = Campaign.Kills(usual: 1, all: 20);
        for (int restart = 0; restart < restarts; restart++)
        {
            await Task.WhenAll(flows.Select(flow => flow.GoesOnAsync(Patience)));
            await Task.Delay(chance.Next(LongestWork));
            await end(store);
            await Task.Delay(chance.Next(LongestAbsence));
            await store.StartAgainAsync();
        }

        await Task.WhenAll(flows.Select(flow => flow.GoesOnAsync(Patience)));
        await Task.WhenAll(flows.Select(flow => flow.EndAsync())).WaitAsync(Patience);
        output.WriteLine($"{restarts} restarts, {flows.Sum(flow => flow.Calls)} acknowledged calls");

        await using IBackend another = store.Another();
        foreach (FlowUnderRestarts flow in flows)
        {
            await flow.CheckAsync(another);
        }
    }

    private static async Task<FlowUnderRestarts[]> BeginAsync(RestartedStore store)
    {
        var book = new LogBook("faults", Deeds.BookOf("writer"));
        for (int flow = 0; flow < Flows; flow++)
        {
            book.Add(new FlowDetail("faults", Deeds.FlowOf("writer", flow)));
        }

        IConnection connection = store.Backend.Connect();
        await connection.UpgradeAsync();
        await connection.SaveLogBookAsync(book);
        return await Task.WhenAll(book.Select(async flow => await FlowUnderRestarts.BeginAsync(await store.OpenAsync(flow.Uuid))));
    }
}
