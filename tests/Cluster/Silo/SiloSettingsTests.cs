using System.Net;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Orleans.Configuration;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SiloSettingsTests
{
    [Fact]
    public void Read_NoConfiguration_OneSiloOnThisMachineWithASqliteFile()
    {
        var (settings, problems) = Read();

        Assert.Equal(0, problems.Count);
        Assert.Equal(new ClusterOptions().ClusterId, settings.ClusterId);
        Assert.Equal(new ClusterOptions().ServiceId, settings.ServiceId);
        Assert.Equal(IPAddress.Loopback, settings.AdvertisedIP);
        Assert.Equal((11111, 30000, 8080), (settings.SiloPort, settings.GatewayPort, settings.HealthPort));
        Assert.Equal(ClusteringProvider.Localhost, settings.Clustering.Provider);
        Assert.Equal(StorageProvider.Sqlite, settings.Storage.Provider);
        Assert.Contains(Path.GetFullPath("data/taskflow-silo.sqlite"), settings.Storage.Database!.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EverySetting_Taken()
    {
        var (settings, problems) = Read(
            "ClusterId=blue", "ServiceId=orders", "AdvertisedIP=10.1.2.3", "SiloPort=1", "GatewayPort=65535", "HealthPort=81",
            "ShutdownTimeout=00:02:30", "Clustering:Provider=adonet", "Clustering:Invariant=System.Data.SQLite",
            "Clustering:ConnectionString=Data Source=/tmp/members.sqlite", "Storage:Provider=Memory");

        Assert.Equal(0, problems.Count);
        Assert.Equal(("blue", "orders"), (settings.ClusterId, settings.ServiceId));
        Assert.Equal(IPAddress.Parse("10.1.2.3"), settings.AdvertisedIP);
        Assert.Equal((1, 65535, 81), (settings.SiloPort, settings.GatewayPort, settings.HealthPort));
        Assert.Equal(TimeSpan.FromSeconds(150), settings.ShutdownTimeout);
        Assert.Equal("SQLite file /tmp/members.sqlite", settings.Clustering.Database!.Description);
        Assert.Equal(new StorageSettings(StorageProvider.Memory, Database: null, StorageLayout.Orleans), settings.Storage);
    }

    [Theory]
    [InlineData("SiloPort=0", "TaskFlow:SiloPort = '0'", "1 to 65535")]
    [InlineData("GatewayPort=65536", "TaskFlow:GatewayPort = '65536'", "1 to 65535")]
    [InlineData("HealthPort=http", "TaskFlow:HealthPort = 'http'", "1 to 65535")]
    [InlineData("HealthPort=11111", "TaskFlow:HealthPort = '11111'", "TaskFlow:SiloPort is the same")]
    [InlineData("GatewayPort=11111", "TaskFlow:GatewayPort = '11111'", "TaskFlow:SiloPort is the same")]
    [InlineData("AdvertisedIP=localhost", "TaskFlow:AdvertisedIP = 'localhost'", "IP address")]
    [InlineData("AdvertisedIP=0.0.0.0", "TaskFlow:AdvertisedIP = '0.0.0.0'", "IP address")]
    [InlineData("ShutdownTimeout=30", "TaskFlow:ShutdownTimeout = '30'", "00:00:01 to 01:00:00")]
    [InlineData("ShutdownTimeout=00:00:00", "TaskFlow:ShutdownTimeout = '00:00:00'", "00:00:01 to 01:00:00")]
    [InlineData("Clustering:Provider=Consul", "TaskFlow:Clustering:Provider = 'Consul'", "Localhost, AdoNet, ZooKeeper")]
    [InlineData("Clustering:Provider=ZooKeeper", "TaskFlow:Clustering:ConnectionString is not set", "zk1:2181")]
    [InlineData("Storage:Provider=1", "TaskFlow:Storage:Provider = '1'", "Memory, Sqlite, Postgres, MySql, ZooKeeper")]
    [InlineData("Storage:Path=:memory:", "TaskFlow:Storage:Path = ':memory:'", "path of a file")]
    [InlineData("Storage:Path=file:a.db", "TaskFlow:Storage:Path = 'file:a.db'", "path of a file")]
    [InlineData("Storage:ConnectionString=Data Source=a;Mode=ReadOnly", "TaskFlow:Storage:ConnectionString", "Mode=ReadOnly")]
    [InlineData("Storage:ConnectionString=Data Source=a;Cache=Shared", "TaskFlow:Storage:ConnectionString", "Cache=Shared")]
    [InlineData("Storage:ConnectionString=Host=a", "TaskFlow:Storage:ConnectionString", "'host'")]
    [InlineData("Storage:Provider=Postgres", "TaskFlow:Storage:ConnectionString is not set", "connection string")]
    [InlineData("Storage:Provider=MySql", "TaskFlow:Storage:ConnectionString is not set", "connection string")]
    [InlineData("Storage:Provider=ZooKeeper", "TaskFlow:Storage:ConnectionString is not set", "zk1:2181")]
    [InlineData("Schema=Drop", "TaskFlow:Schema = 'Drop'", "Create, Validate")]
    [InlineData("SiloName=a\u0001b", "TaskFlow:SiloName", "printable")]
    [InlineData("Storage:Pth=a", "TaskFlow:Storage:Pth", "Provider, Path, ConnectionString, Layout")]
    [InlineData("Writing:Attempts=0", "TaskFlow:Writing:Attempts = '0'", "1 to 100")]
    [InlineData("Writing:AttemptDelay=00:00:20", "TaskFlow:Writing:AttemptDelay = '00:00:20'", "TaskFlow:Writing:ResponseTimeout = 00:00:30")]
    [InlineData("Clustering:ProbePeriod=00:00:00.5", "TaskFlow:Clustering:ProbePeriod = '00:00:00.5'", "00:00:01 to 00:01:00")]
    [InlineData("Engine:MaxTasks=0", "TaskFlow:Engine:MaxTasks = '0'", "1 to 1000000")]
    [InlineData("Engine:MaxTasksPerFlow=many", "TaskFlow:Engine:MaxTasksPerFlow = 'many'", "1 to 1000000")]
    [InlineData("Engine:MaxFlows=0", "TaskFlow:Engine:MaxFlows = '0'", "1 to 1000000")]
    [InlineData("Engine:PickUpPeriod=00:00:00.5", "TaskFlow:Engine:PickUpPeriod = '00:00:00.5'", "00:00:01 to 01:00:00")]
    [InlineData("Engine:FirstDelay=00:00:00", "TaskFlow:Engine:FirstDelay = '00:00:00'", "to 01:00:00")]
    [InlineData("Engine:FirstDelay=00:01:00", "TaskFlow:Engine:LongestDelay = '00:00:30'", "TaskFlow:Engine:FirstDelay = 00:01:00")]
    [InlineData("Engine:StopTimeout=00:00:31", "TaskFlow:Engine:StopTimeout = '00:00:31'", "00:00:00 to 00:00:30")]
    [InlineData("Engine:Threads=4", "TaskFlow:Engine:Threads", "MaxTasks, MaxTasksPerFlow, MaxFlows, PickUpPeriod")]
    [InlineData("Flows:0= ", "TaskFlow:Flows:0 = ' '", "/flows/App.dll")]
    [InlineData("Storge:Path=a", "TaskFlow:Storge", "ClusterId, ServiceId")]
    public void Read_BadValue_ProblemNamesKeyValueAndWhatIsAllowed(string setting, string keyAndValue, string allowed)
    {
        var (_, problems) = Read(setting);

        Assert.Equal(1, problems.Count);
        Assert.Contains(keyAndValue, problems.ToString(), StringComparison.Ordinal);
        Assert.Contains(allowed, problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Writing_IsTakenOver()
    {
        var (settings, problems) = Read("Writing:Attempts=2", "Writing:AttemptDelay=00:00:01", "Writing:ResponseTimeout=00:01:00");

        Assert.Equal(0, problems.Count);
        Assert.Equal(new WritingSettings(2, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), settings.Writing);
    }

    [Fact]
    public void Read_Engine_IsTakenOverAndByDefaultThatOfTheOptions()
    {
        var (settings, problems) = Read(
            "Engine:MaxTasks=2", "Engine:MaxTasksPerFlow=3", "Engine:MaxFlows=4", "Engine:PickUpPeriod=00:00:05", "Engine:FirstDelay=00:00:06",
            "Engine:LongestDelay=00:00:07", "Engine:StopTimeout=00:00:08", "Clustering:ProbePeriod=00:00:09");
        var byDefault = new TaskFlowEngineOptions();

        Assert.Equal(0, problems.Count);
        Assert.Equal(
            new EngineSettings(2, 3, 4, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8)), settings.Engine);
        Assert.Equal(TimeSpan.FromSeconds(9), settings.Clustering.ProbePeriod);
        Assert.Equal(
            new EngineSettings(
                byDefault.MaxTasks, byDefault.Engine.MaxDegreeOfParallelism, byDefault.MaxFlows, byDefault.PickUpPeriod, byDefault.FirstDelay,
                byDefault.LongestDelay, byDefault.StopTimeout),
            Read().Settings.Engine);
        Assert.Equal(TimeSpan.FromSeconds(1), Read("ShutdownTimeout=00:00:03").Settings.Engine.StopTimeout);
    }

    [Fact]
    public void Read_Flows_OneOrSeveralByNumber()
    {
        Assert.Equal(["/flows/App.dll"], Read("Flows=/flows/App.dll").Settings.Flows);
        Assert.Equal(["b.dll", "a.dll"], Read("Flows:0=b.dll", "Flows:1= a.dll ").Settings.Flows);
        Assert.Empty(Read().Settings.Flows);
    }

    [Fact]
    public void Read_AdoNetWithoutItsDatabase_EachMissingSettingNamed()
    {
        var (_, problems) = Read("Clustering:Provider=AdoNet");

        Assert.Equal(2, problems.Count);
        Assert.Contains("TaskFlow:Clustering:Invariant is not set", problems.ToString(), StringComparison.Ordinal);
        Assert.Contains("System.Data.SQLite", problems.ToString(), StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Clustering:ConnectionString is not set", problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PathAndConnectionString_Refused()
    {
        var (_, problems) = Read("Storage:Path=a", "Storage:ConnectionString=Data Source=b");

        Assert.Contains("TaskFlow:Storage:Path = 'a'", problems.ToString(), StringComparison.Ordinal);
        Assert.Contains("not both", problems.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Postgres", "Host=db;Password=hunter2", "names Host and Database")]
    [InlineData("Postgres", "Host=db;Database=a;Port=hunter2", "connection string of Npgsql")]
    [InlineData("Postgres", "Host=db;Database=a;Hunter2=1", "connection string of Npgsql")]
    [InlineData("MySql", "Server=db;Password=hunter2", "names Server and Database")]
    [InlineData("MySql", "Server=db;Database=a;Port=hunter2", "connection string of MySqlConnector")]
    [InlineData("MySql", "Server=db;Database=a;Hunter2=1", "connection string of MySqlConnector")]
    public void Read_BadConnectionStringOfAServer_OneProblemThatShowsNoPartOfIt(string provider, string connectionString, string allowed)
    {
        var (_, problems) = Read($"Storage:Provider={provider}", $"Storage:ConnectionString={connectionString}");

        Assert.Equal(1, problems.Count);
        Assert.Contains("TaskFlow:Storage:ConnectionString", problems.ToString(), StringComparison.Ordinal);
        Assert.Contains(allowed, problems.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problems.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Postgres", "Npgsql", "Host=db;Port=5433;Database=flows;Username=me;Password=hunter2", "PostgreSQL database flows at db:5433")]
    [InlineData("MySql", "MySql.Data.MySqlConnector", "Server=db;Port=3307;Database=flows;User ID=me;Password=hunter2", "MySQL database flows at db:3307")]
    public void Read_Server_TakenForStorageAndClusteringAndDescribedWithoutPassword(
        string provider, string invariant, string connectionString, string description)
    {
        var (settings, problems) = Read(
            $"Storage:Provider={provider}", $"Storage:ConnectionString={connectionString}",
            "Clustering:Provider=AdoNet", $"Clustering:Invariant={invariant}", $"Clustering:ConnectionString={connectionString}", "SiloName=pod-1");

        Assert.Equal(0, problems.Count);
        Assert.Equal(invariant, settings.Storage.Database!.Invariant);
        Assert.Equal(settings.Storage.Database, settings.Clustering.Database);
        Assert.Equal(description, settings.Storage.Database.Description);
        Assert.Contains("hunter2", settings.Storage.Database.ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", settings.ToString(), StringComparison.Ordinal);
        Assert.Equal("pod-1", settings.SiloName);
    }

    [Theory]
    [InlineData("Connection Pruning Interval=10")]
    [InlineData("Connection Idle Lifetime=900")]
    [InlineData("Minimum Pool Size=7")]
    [InlineData("Maximum Pool Size=3")]
    [InlineData("Write Buffer Size=4096")]
    public void Read_PostgresWithSettingsOfTheDriver_TheyHoldAndTheDriverTakesTheWhole(string said)
    {
        var (settings, problems) = Read("Storage:Provider=Postgres", $"Storage:ConnectionString=Host=db;Database=flows;{said}");

        Assert.Equal(0, problems.Count);
        string connection = settings.Storage.Database!.ConnectionString;
        Assert.Contains(said, connection, StringComparison.Ordinal);
        using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
    }

    [Theory]
    [InlineData("zk1,zk2:2182", "zk1:2181,zk2:2182")]
    [InlineData("zk1:2181,zk2:2181/taskflow/blue/", "zk1:2181,zk2:2181/taskflow/blue")]
    public void Read_ZooKeeper_EachServerWithItsPort(string given, string taken)
    {
        var (settings, problems) = Read("Clustering:Provider=ZooKeeper", $"Clustering:ConnectionString={given}");

        Assert.Equal(0, problems.Count);
        Assert.Equal(taken, settings.Clustering.ZooKeeper!.ConnectionString);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zk1:port")]
    [InlineData("zk1,,zk2")]
    [InlineData("zk1//taskflow")]
    [InlineData("user@zk1")]
    public void Read_ZooKeeperThatIsNoServers_Refused(string given)
    {
        var (_, problems) = Read("Clustering:Provider=ZooKeeper", $"Clustering:ConnectionString={given}");

        Assert.Equal(1, problems.Count);
        Assert.Contains("TaskFlow:Clustering:ConnectionString", problems.ToString(), StringComparison.Ordinal);
        Assert.Contains("zk1:2181,zk2:2181", problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ZooKeeperAndAClusterWithASlash_Refused()
    {
        var (_, problems) = Read("Clustering:Provider=ZooKeeper", "Clustering:ConnectionString=zk1", "ClusterId=a/b");

        Assert.Equal(1, problems.Count);
        Assert.Contains("TaskFlow:ClusterId = 'a/b'", problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PathWithAServer_Refused()
    {
        var (_, problems) = Read("Storage:Provider=Postgres", "Storage:ConnectionString=Host=db;Database=a", "Storage:Path=a");

        Assert.Equal(1, problems.Count);
        Assert.Contains("TaskFlow:Storage:Path = 'a'", problems.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage:ConnectionString=Data Source=a;Mode=ReadOnly;Password=hunter2")]
    [InlineData("Storage:ConnectonString=Host=db;Database=a;Password=hunter2")]
    [InlineData("ConnectionString=Host=db;Database=a;Password=hunter2")]
    [InlineData("Clustering:Provider=ZooKeeper", "Clustering:ConnectionString=Host=db;Database=a;Password=hunter2")]
    [InlineData("Storage:Provider=ZooKeeper", "Storage:ConnectionString=me:hunter2@zk1:2181")]
    public void Read_BadOrMisplacedConnectionString_ItsPasswordIsNotShown(params string[] given)
    {
        var (_, problems) = Read(given);

        Assert.Equal(1, problems.Count);
        Assert.DoesNotContain("hunter2", problems.ToString(), StringComparison.Ordinal);
    }

    private static (SiloSettings Settings, SettingProblems Problems) Read(params string[] settings)
    {
        var pairs = settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => $"TaskFlow:{pair[0]}", pair => (string?)pair[1]);
        return SiloSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build());
    }
}
