using System.Data.Common;
using System.Net;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What an operator sees of silos that keep everything on a database server: processes as they are run, from outside.</summary>
public abstract class ServerSiloProcessTests(IServerKind kind, string layout) : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Start_TwoAtOnceOnAnEmptyDatabase_BothReady()
    {
        var settings = SettingsFor(await kind.CreateAsync());

        var silos = await Task.WhenAll(SiloProcess.StartedAsync(_folder.FullName, settings), SiloProcess.StartedAsync(_folder.FullName, settings));

        await using var first = silos[0];
        await using var second = silos[1];
        foreach (var silo in silos)
        {
            Assert.Equal(HttpStatusCode.OK, await HealthAsync(silo, "started"));
            Assert.Equal(HttpStatusCode.OK, await HealthAsync(silo, "ready"));
            Assert.Empty(silo.Errors);
        }
    }

    [Fact]
    public async Task Kill_TheSiloThatHoldsTheFlow_TheOtherOneHasWhatWasAcknowledgedAndGoesOn()
    {
        var settings = SettingsFor(await kind.CreateAsync());
        await using var first = await SiloProcess.StartedAsync(_folder.FullName, settings);
        await using var client = await SiloClient.StartAsync(settings);
        var book = new LogBook("book", "b");
        book.Add(new FlowDetail("flow", "f"));
        await client.Flows.Backend.Connect().SaveLogBookAsync(book);
        await using var storage = await client.Flows.OpenAsync("f");
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("before", "one"), AtomDeclaration.Task("after", "two")]);
        await storage.SaveAsync("before", 1);
        await using var second = await SiloProcess.StartedAsync(_folder.FullName, settings);

        await first.KillAsync();

        await Repeated.UntilAnsweredAsync(() => storage.SaveAsync("after", 2));
        Assert.Equal((1, 2), (await storage.FetchAsync<int>("one"), await storage.FetchAsync<int>("two")));
        await using var other = await SiloClient.StartAsync(settings);
        FlowDetail? stored = null;
        await Repeated.UntilAnsweredAsync(async () => stored = await other.Flows.Backend.Connect().GetFlowDetailsAsync("f"));
        Assert.Equal([1, 2], stored!.Select(atom => atom.LastResults.To<int>()));
        Assert.Equal(0, await second.TerminateAsync());
    }

    [Fact]
    public async Task PrintSchema_RunByHand_SiloStartsWithoutSettingUp()
    {
        var database = await kind.CreateAsync();
        await using var printing = SiloProcess.Start(_folder.FullName, SiloPorts.Free(), [.. SettingsFor(database), "--print-schema"]);
        Assert.Equal(0, await printing.WaitForExitAsync());
        Assert.Empty(printing.Errors);

        await kind.RunAsync(database, printing.Output);

        await using var silo = await SiloProcess.StartedAsync(_folder.FullName, [.. SettingsFor(database), "Schema=Validate"]);
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(silo, "ready"));
    }

    [Fact]
    public async Task Start_NotToSetUpAnEmptyDatabase_OneMessageNamesPartAndFix()
    {
        var errors = await ErrorsAsync([.. SettingsFor(await kind.CreateAsync()), "Schema=Validate"]);

        Assert.Contains("TaskFlow:Storage: ", errors, StringComparison.Ordinal);
        Assert.Contains(layout == "Tables" ? "is not set up for logbooks" : "lacks the table OrleansSchemaVersion", errors, StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Schema=Create", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WrongPassword_OneMessageThatDoesNotShowIt()
    {
        var server = await kind.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        var user = await server.CreateUserAsync(database, "u" + database.Name[^8..], "right horse");

        var errors = await ErrorsAsync(SettingsFor(user.ConnectionString.Replace("right horse", "wrong horse", StringComparison.Ordinal)));

        Assert.Contains(database.Name, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UserWhoMayNotCreateTables_OneMessageSaysSo()
    {
        var server = await kind.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        var user = await server.CreateUserAsync(database, "u" + database.Name[^8..], "right horse");

        var errors = await ErrorsAsync(SettingsFor(user.ConnectionString));

        Assert.Contains(database.Name, errors, StringComparison.Ordinal);
        Assert.Contains("denied", errors, StringComparison.Ordinal);
        Assert.Contains("--print-schema", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownDatabase_OneMessageNamesIt()
    {
        var unknown = With(await kind.CreateAsync(), "Database", "nowhere");

        Assert.Contains("nowhere", await ErrorsAsync(SettingsFor(unknown)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ServerAway_OneMessageNamesWhereItShouldBe()
    {
        var port = SiloPorts.Free().Silo;
        var away = With(await kind.CreateAsync(), "Port", $"{port}");

        Assert.Contains($"127.0.0.1:{port} cannot be used", await ErrorsAsync(SettingsFor(away)), StringComparison.Ordinal);
    }

    private string[] SettingsFor(string database) => kind.SettingsFor(database, layout);

    private static string With(string connectionString, string key, string value)
    {
        var connection = new DbConnectionStringBuilder { ConnectionString = connectionString };
        connection[key] = value;
        return connection.ConnectionString;
    }

    private static async Task<HttpStatusCode> HealthAsync(SiloProcess silo, string which)
    {
        using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{silo.Ports.Health}/health/{which}"));
        return answer.StatusCode;
    }

    /// <summary>What a silo says that does not start.</summary>
    private async Task<string> ErrorsAsync(string[] settings)
    {
        await using var silo = SiloProcess.Start(_folder.FullName, SiloPorts.Free(), settings);
        Assert.Equal(1, await silo.WaitForExitAsync());
        Assert.Empty(silo.Output);
        Assert.StartsWith("The silo was not started. TaskFlow:Storage: ", silo.Errors, StringComparison.Ordinal);
        Assert.Single(silo.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return silo.Errors;
    }
}
