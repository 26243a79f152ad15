using Microsoft.Extensions.Configuration;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A silo that is to start on a database whose logbooks are in the layout that its settings do not name.</summary>
public abstract class OtherLayoutTests(IDatabaseKind kind) : IAsyncLifetime
{
    private string _connectionString = null!;
    private int _records;

    public async Task InitializeAsync() => _connectionString = await kind.CreateAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("Tables")]
    [InlineData("Orleans")]
    public async Task Prepare_OnANewDatabase_InEitherLayoutAgainAndAgain_Passes(string layout)
    {
        await PrepareAsync(layout);
        await PrepareAsync(layout, "Schema=Validate");
        await PrepareAsync(layout == "Tables" ? "Orleans" : "Tables");
    }

    [Fact]
    public async Task Prepare_WithLogBooksInTables_RefusesRecordsUntilThereAreNone()
    {
        await PrepareAsync("Tables");
        await using IBackend tables = kind.Embedded(_connectionString);
        await tables.Connect().SaveLogBookAsync(new LogBook("book", "b"));

        var refused = await Assert.ThrowsAsync<SiloStartException>(() => PrepareAsync("Orleans"));
        await Assert.ThrowsAsync<SiloStartException>(() => PrepareAsync("Orleans", "Schema=Validate"));
        await PrepareAsync("Tables");

        Assert.Contains("TaskFlow:Storage:Layout is Orleans", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Set TaskFlow:Storage:Layout=Tables", refused.Message, StringComparison.Ordinal);
        Assert.Contains("taskflow copy", refused.Message, StringComparison.Ordinal);
        Assert.Equal("book", (await tables.Connect().GetLogBookAsync("b")).Name);
        await tables.Connect().DestroyLogBookAsync("b");
        await PrepareAsync("Orleans");
    }

    [Fact]
    public async Task Prepare_WithLogBooksInRecords_RefusesTablesUnlessTheyAreAnotherServicesOrTheTablesHaveSome()
    {
        await PrepareAsync("Orleans");
        await AddRecordAsync("logbook", "NULL");
        await AddRecordAsync("flow", "'{}'");
        await PrepareAsync("Tables");
        await AddRecordAsync("logbook", "'{}'");

        var refused = await Assert.ThrowsAsync<SiloStartException>(() => PrepareAsync("Tables"));

        Assert.Contains("TaskFlow:Storage:Layout is Tables", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Set TaskFlow:Storage:Layout=Orleans", refused.Message, StringComparison.Ordinal);
        await PrepareAsync("Tables", "ServiceId=other");
        await PrepareAsync("Orleans");
        await using IBackend tables = kind.Embedded(_connectionString);
        await tables.Connect().SaveLogBookAsync(new LogBook("book", "b"));
        await PrepareAsync("Tables");
        await PrepareAsync("Orleans");
    }

    private Task AddRecordAsync(string type, string payload) => kind.QueryAsync(
        _connectionString,
        $"""
        INSERT INTO OrleansStorage
            (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId, Version, ModifiedOn, PayloadBinary)
        VALUES ({++_records}, 2, 3, 4, '', '{type}', 'service', 5, '2026-01-01 00:00:00', {payload})
        """);

    private Task PrepareAsync(string layout, params string[] more)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(kind.SettingsFor(_connectionString, layout).Append("ServiceId=service").Concat(more)
                .Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create($"TaskFlow:{pair[0]}", (string?)pair[1]))
                .GroupBy(pair => pair.Key).Select(pairs => pairs.Last()))
            .Build();
        var (settings, problems) = SiloSettingsReader.Read(configuration);
        Assert.Equal(0, problems.Count);
        return SiloPreparation.EnsureSchemasAsync(settings);
    }
}
