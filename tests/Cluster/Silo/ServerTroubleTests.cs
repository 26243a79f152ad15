using System.Net;
using Orleans.TaskFlow.Tests.Servers;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A database server in trouble, below silos that run.</summary>
public abstract class ServerTroubleTests(IServerKind kind, string layout) : IAsyncLifetime
{
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();
    private SqlServer _server = null!;

    public async Task InitializeAsync() => _server = await kind.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ServerKilledAndStartedAgain_UnderARunningSilo_UnreadyMeanwhileAndNothingAcknowledgedIsLost()
    {
        var settings = kind.SettingsFor((await _server.CreateDatabaseAsync()).ConnectionString, layout);
        await using var silo = await SiloProcess.StartedAsync(_folder.FullName, [.. settings, "Writing:AttemptDelay=00:00:00"]);
        await using var client = await SiloClient.StartAsync(settings);
        await using var storage = await BeginAsync(client);

        await _server.KillAsync();
        await Assert.ThrowsAsync<StorageFailureException>(() => storage.SaveAsync("meanwhile", 2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(silo, "ready"));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(silo, "live"));
        await _server.StartAgainAsync();

        await Repeated.UntilAnsweredAsync(() => storage.SaveAsync("after", 3));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(silo, "ready"));
        FlowDetail stored = await client.Flows.Backend.Connect().GetFlowDetailsAsync("f");
        Assert.Equal(1, stored.First(atom => atom.Name == "before").LastResults.To<int>());
        Assert.True(stored.First(atom => atom.Name == "meanwhile").LastResults.IsNull);
        Assert.Equal(3, stored.First(atom => atom.Name == "after").LastResults.To<int>());
    }

    [Fact]
    public async Task ServerThatStopsAnswering_UnderARunningSilo_IsAFailureOfUnknownOutcomeAndThenGoesOn()
    {
        var settings = kind.SettingsFor($"{(await _server.CreateDatabaseAsync()).ConnectionString};{kind.Impatience}", layout);
        await using var silo = await SiloProcess.StartedAsync(_folder.FullName, [.. settings, "Writing:Attempts=1"]);
        await using var client = await SiloClient.StartAsync(settings);
        await using var storage = await BeginAsync(client);

        await _server.PauseAsync();
        var failure = await Assert.ThrowsAsync<StorageFailureException>(() => storage.SaveAsync("before", 2));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(silo, "live"));
        await _server.ResumeAsync();

        Assert.True(failure.OutcomeUnknown);
        await Repeated.UntilAnsweredAsync(() => storage.SaveAsync("after", 3));
        FlowDetail stored = await client.Flows.Backend.Connect().GetFlowDetailsAsync("f");
        Assert.InRange(stored.First(atom => atom.Name == "before").LastResults.To<int>(), 1, 2);
        Assert.Equal(stored.First(atom => atom.Name == "before").LastResults, await storage.GetExecuteResultAsync("before"));
        Assert.Equal(3, stored.First(atom => atom.Name == "after").LastResults.To<int>());
    }

    private static async Task<IFlowStorage> BeginAsync(SiloClient client)
    {
        var book = new LogBook("book", "b");
        book.Add(new FlowDetail("flow", "f"));
        await client.Flows.Backend.Connect().SaveLogBookAsync(book);
        IFlowStorage storage = await client.Flows.OpenAsync("f");
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("before"), AtomDeclaration.Task("meanwhile"), AtomDeclaration.Task("after")]);
        await storage.SaveAsync("before", 1);
        return storage;
    }

    private static async Task<HttpStatusCode> HealthAsync(SiloProcess silo, string which)
    {
        using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{silo.Ports.Health}/health/{which}"));
        return answer.StatusCode;
    }
}
