using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>How the tables get there.</content>
public abstract partial class SqlServerConformance
{
    [Fact]
    public async Task Upgrade_ByTenAtOnce_SucceedsInEach()
    {
        for (int round = 0; round < 3; round++)
        {
            var (_, database) = await CreateAsync();
            IBackend[] backends = [.. Enumerable.Range(0, 10).Select(_ => Kind.Open(database.ConnectionString))];

            await Task.WhenAll(backends.Select(backend => Task.Run(() => backend.Connect().UpgradeAsync())));

            foreach (IBackend backend in backends)
            {
                await backend.Connect().ValidateAsync();
                await backend.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Upgrade_OfWhatTheSeedsProgramMade_TakesItOver()
    {
        var (server, database) = await CreateAsync();
        await server.ExecuteAsync(Kind.PythonDump, database.Name);
        await using IBackend backend = await OpenAsync(database);
        IConnection connection = backend.Connect();

        LogBook book = await connection.GetLogBookAsync("lb1");

        FlowDetail flow = Assert.Single(book);
        Assert.Equal(["rd1", "td1"], flow.Select(atom => atom.Uuid).Order(StringComparer.Ordinal));
        Assert.Equal("é", flow.Find("td1")!.LastResults.Members["a"].Items[2].To<string>());
        var names = new FlowDetail("f", "fd1");
        names.Add(new TaskDetail(AwkwardNames.All["10 KB"], $"uuid longer than those of the seeds {new string('u', 200)}")
        {
            Results = Document.From(new string('x', 1_000_000)),
            Version = AwkwardNames.All["10 KB"],
        });
        await connection.UpdateFlowDetailsAsync(names);
        await connection.ValidateAsync();
        Assert.Equal(3, (await connection.GetFlowDetailsAsync("fd1")).Count);
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "fd1");
        await storage.SaveAsync("t", "from here");
        Assert.Equal(Document.From("from here"), (await connection.GetAtomDetailsAsync("td1")).LastResults);
    }

    [Fact]
    public async Task AnyCall_BeforeTheUpgrade_SaysToUpgrade()
    {
        var (_, database) = await CreateAsync();
        await using IBackend backend = Kind.Open(database.ConnectionString);

        await AssertFailsAsync(() => backend.Connect().ValidateAsync(), "UpgradeAsync");
        await AssertFailsAsync(() => backend.Connect().GetFlowDetailsAsync("f"), "UpgradeAsync");
        await AssertFailsAsync(() => backend.Connect().SaveLogBookAsync(SampleRecords.Book()), "UpgradeAsync");
        await AssertFailsAsync(() => backend.Connect().UpdateAtomDetailsAsync(SampleRecords.Task()), "UpgradeAsync");
    }

    [Fact]
    public async Task Upgrade_OfANewerDatabase_IsRefused()
    {
        var (server, database) = await CreateAsync();
        await using IBackend backend = await OpenAsync(database);
        await server.ExecuteAsync("UPDATE taskflow_schema SET version = 99", database.Name);

        var error = await Assert.ThrowsAsync<IncompatibleVersionException>(() => backend.Connect().UpgradeAsync());
        await Assert.ThrowsAsync<IncompatibleVersionException>(() => backend.Connect().ValidateAsync());

        Assert.Contains("99", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALTER TABLE atomdetails DROP COLUMN intention", "intention")]
    [InlineData("ALTER TABLE flowdetails DROP COLUMN revision", "revision")]
    [InlineData("DROP TABLE atomdetails", "atomdetails")]
    public async Task Validate_WithSomethingMissing_NamesIt(string damage, string missing)
    {
        var (server, database) = await CreateAsync();
        await using IBackend backend = await OpenAsync(database);
        await server.ExecuteAsync(damage, database.Name);

        await AssertFailsAsync(() => backend.Connect().ValidateAsync(), missing);
    }

    [Fact]
    public async Task Upgrade_OfTablesThatAreNotTaskFlows_LeavesThemAlone()
    {
        var (server, database) = await CreateAsync();
        await server.ExecuteAsync("CREATE TABLE logbooks (uuid VARCHAR(10) PRIMARY KEY, title VARCHAR(10))", database.Name);
        await using IBackend backend = Kind.Open(database.ConnectionString);

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "logbooks", "not TaskFlow's");
    }
}
