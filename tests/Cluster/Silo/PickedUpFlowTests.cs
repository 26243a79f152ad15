using Orleans.TaskFlow.Tests.Silos;
using Orleans.TaskFlow.Tests.Silos.Flows;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What becomes of a flow whose silo is killed: processes as they are run, on each kind of store.</summary>
public abstract class PickedUpFlowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Kill_TheOnlySilo_ItsFlowGoesOnWithTheNextOneAlthoughNobodyAsks()
    {
        string[] settings = [.. await CreateStoreAsync(), "AdvertisedIP=127.0.0.1", $"Flows={FlowAssembly.Path}", "Engine:PickUpPeriod=00:00:01"];
        string gate = _folder.File("gate");
        var flow = new LoggedFlow(_folder.File("log"), Chains: 2, Length: 6, TimeSpan.FromMilliseconds(100), Fails: false, gate);
        SiloPorts ports = SiloPorts.Free();
        await using (SiloProcess first = SiloProcess.Start(_folder.FullName, ports, settings))
        {
            await first.WaitUntilStartedAsync();
            await using SiloClient client = await SiloClient.StartAsync(settings);
            await client.Runner.StartAsync("logged", Document.From(flow), flowUuid: "f");
            await NotedAsync(flow, "begin 1.1 1");
            await first.KillAsync();
        }

        Assert.DoesNotContain("begin 1.5 1", await File.ReadAllLinesAsync(flow.Log));
        await File.WriteAllTextAsync(gate, "");
        await using SiloProcess second = SiloProcess.Start(_folder.FullName, ports, settings);
        await NotedAsync(flow, "begin 1.5 1");

        await using SiloClient asking = await SiloClient.StartAsync(settings);
        FlowOutcome outcome = await asking.Runner.WaitAsync("f");
        Assert.Equal(State.Success, outcome.EnsureSuccess().State);
        await using IFlowStorage storage = await asking.Flows.OpenAsync("f");
        Assert.Equal(12, await storage.GetExecuteResultAsync<int>(LoggedFlow.Sum));
        Assert.Single(await File.ReadAllLinesAsync(flow.Log), line => line == "begin 1.0 1");
    }

    /// <summary>A store of one test, as an operator writes it in the silo's settings, with the membership.</summary>
    protected abstract Task<string[]> CreateStoreAsync();

    private static Task NotedAsync(LoggedFlow flow, string line) => Repeated.UntilAsync(async () =>
        File.Exists(flow.Log) && (await File.ReadAllLinesAsync(flow.Log)).Contains(line));
}
