using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What an operator sees of the silo: the process as it is run, from outside.</summary>
public sealed class SiloProcessTests : IDisposable
{
    private const long Active = 3;
    private const long Dead = 6;

    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_NoConfigurationButPorts_DatabaseInDataFolderAndHealthy()
    {
        await using var silo = await SiloProcess.StartedAsync(_folder.FullName);

        Assert.True(File.Exists(_folder.File("data/taskflow-silo.sqlite")));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(silo, "live"));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(silo, "ready"));
    }

    [Fact]
    public async Task Start_EverythingWell_OneLineWithPortsClusteringAndStorage()
    {
        await using var silo = await SiloProcess.StartedAsync(_folder.FullName, "Storage:Path=here.sqlite");

        var line = Assert.Single(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"silo port {silo.Ports.Silo}, gateway port {silo.Ports.Gateway}, health port {silo.Ports.Health}", line, StringComparison.Ordinal);
        Assert.Contains("clustering Localhost,", line, StringComparison.Ordinal);
        Assert.Contains("here.sqlite", line, StringComparison.Ordinal);
        Assert.Empty(silo.Errors);
    }

    [Fact]
    public async Task Ready_DatabaseVanished_UnavailableWhileLiveStays()
    {
        await using var silo = await SiloProcess.StartedAsync(_folder.FullName, "Storage:Path=here.sqlite");
        foreach (var file in Directory.GetFiles(_folder.FullName, "here.sqlite*"))
        {
            File.Move(file, file + ".away");
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(silo, "ready"));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(silo, "live"));
    }

    [Fact]
    public async Task Start_SeveralBadSettings_OneMessageNamesThemAllAndNothingIsCreated()
    {
        await using var silo = SiloProcess.Start(
            _folder.FullName, SiloPorts.Free(), "SiloPort=70000", "Storage:Provider=Mongo", "Clustering:Provider=AdoNet", "Storge:Path=x");

        Assert.Equal(2, await silo.WaitForExitAsync());

        Assert.Contains("TaskFlow:SiloPort = '70000': A TCP port is needed, 1 to 65535.", silo.Errors, StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Storage:Provider = 'Mongo': Allowed are Memory, Sqlite, Postgres, MySql, ZooKeeper.", silo.Errors, StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Clustering:Invariant is not set", silo.Errors, StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Clustering:ConnectionString is not set", silo.Errors, StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Storge", silo.Errors, StringComparison.Ordinal);
        AssertOneMessage(silo);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public async Task Start_WithAnArgumentThatIsNone_OneMessageSaysWhatThereIsAndNothingIsCreated()
    {
        await using var silo = SiloProcess.Start(_folder.FullName, SiloPorts.Free(), "--help");

        Assert.Equal(2, await silo.WaitForExitAsync());

        Assert.Contains("--help", silo.Errors, StringComparison.Ordinal);
        Assert.Contains("--print-schema", silo.Errors, StringComparison.Ordinal);
        AssertOneMessage(silo);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public async Task Start_FileIsNoDatabase_OneMessageNamesSettingAndFile()
    {
        var file = _folder.File("notes.txt");
        await File.WriteAllTextAsync(file, new string('x', 4096));
        await using var silo = SiloProcess.Start(_folder.FullName, SiloPorts.Free(), "Storage:Path=notes.txt");

        Assert.Equal(1, await silo.WaitForExitAsync());

        Assert.Contains($"TaskFlow:Storage: SQLite file {file} cannot be used", silo.Errors, StringComparison.Ordinal);
        AssertOneMessage(silo);
    }

    [Theory]
    [InlineData("SiloPort")]
    [InlineData("GatewayPort")]
    [InlineData("HealthPort")]
    public async Task Start_PortTaken_OneMessageNamesSettingAndPort(string setting)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var silo = SiloProcess.Start(_folder.FullName, SiloPorts.Free(), $"{setting}={port}");

        Assert.Equal(1, await silo.WaitForExitAsync());

        Assert.Contains($"TaskFlow:{setting} = '{port}'", silo.Errors, StringComparison.Ordinal);
        AssertOneMessage(silo);
    }

    [Fact]
    public async Task Sigterm_RunningSilo_DrainsAndExitsWithZero()
    {
        await using var silo = await SiloProcess.StartedAsync(_folder.FullName);

        Assert.Equal(0, await silo.TerminateAsync());

        Assert.Contains("Silo drained", silo.Output, StringComparison.Ordinal);
        Assert.Empty(silo.Errors);
    }

    [Fact]
    public async Task Sigterm_MembershipLocked_EndedAfterItsTimeWithOneMessage()
    {
        await using var silo = await SiloProcess.StartedAsync(
            _folder.FullName, "AdvertisedIP=127.0.0.1", "Clustering:Provider=AdoNet", "Clustering:Invariant=System.Data.SQLite",
            "Clustering:ConnectionString=Data Source=members.sqlite", "Storage:Provider=Memory", "ShutdownTimeout=00:00:01");
        await using var members = new SqliteConnection($"Data Source={_folder.File("members.sqlite")};Pooling=False");
        await members.OpenAsync();
        await using var locked = members.BeginTransaction(deferred: false);

        Assert.Equal(1, await silo.TerminateAsync());

        Assert.Contains("had not drained after 00:00:01 (TaskFlow:ShutdownTimeout)", silo.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AdoNetWithoutAnAddress_TakesTheHosts()
    {
        await using var silo = await SiloProcess.StartedAsync(
            _folder.FullName, "Clustering:Provider=AdoNet", "Clustering:Invariant=System.Data.SQLite",
            "Clustering:ConnectionString=Data Source=members.sqlite", "Storage:Provider=Memory");

        Assert.Equal(Active, Status(silo));
        Assert.Equal(0, await silo.TerminateAsync());
    }

    [Fact]
    public async Task Start_TwoSilosOverOneFile_BothMembersAndTheDrainedOneLeaves()
    {
        string[] shared =
        [
            "AdvertisedIP=127.0.0.1", "Clustering:Provider=AdoNet", "Clustering:Invariant=System.Data.SQLite",
            "Clustering:ConnectionString=Data Source=members.sqlite", "Storage:Path=here.sqlite",
        ];
        await using var first = await SiloProcess.StartedAsync(_folder.FullName, shared);
        await using var second = await SiloProcess.StartedAsync(_folder.FullName, shared);
        Assert.Equal(Active, Status(first));
        Assert.Equal(Active, Status(second));

        Assert.Equal(0, await first.TerminateAsync());

        Assert.Equal(Dead, Status(first));
        Assert.Equal(Active, Status(second));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(second, "ready"));
    }

    private static async Task<HttpStatusCode> HealthAsync(SiloProcess silo, string which)
    {
        using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{silo.Ports.Health}/health/{which}"));
        return answer.StatusCode;
    }

    private static void AssertOneMessage(SiloProcess silo)
    {
        Assert.Empty(silo.Output);
        Assert.DoesNotContain("   at ", silo.Errors, StringComparison.Ordinal);
        Assert.StartsWith("The silo was not started", silo.Errors, StringComparison.Ordinal);
    }

    private object? Status(SiloProcess silo)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("members.sqlite")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Status FROM OrleansMembershipTable WHERE Port = $port";
        command.Parameters.AddWithValue("$port", silo.Ports.Silo);
        return command.ExecuteScalar();
    }
}
