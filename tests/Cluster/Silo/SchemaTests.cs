using System.Reflection;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;
using Orleans.Storage;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What a silo sets up in a database of any kind, and what it finds missing there.</summary>
public abstract class SchemaTests(IDatabaseKind kind) : IAsyncLifetime
{
    private const string Payload = "SELECT count(*) FROM OrleansStorage WHERE Version = 5";

    private const string Row =
        """
        INSERT INTO OrleansStorage
            (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId, Version, ModifiedOn)
        VALUES (1, 2, 3, 4, '', 'atom', 'dev', 5, '2026-01-01 00:00:00')
        """;

    private string _connectionString = null!;
    private OrleansDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await kind.CreateAsync();
        _database = OrleansSchema.Find(kind.Invariant)!.Parse(_connectionString);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Queries_HoldEveryKeyThatOrleansLooksUp()
    {
        string[] membership = KeysOf(typeof(AdoNetClusteringTable).Assembly, "Orleans.Clustering.AdoNet");
        string[] reminders = KeysOf(typeof(AdoNetReminderTableOptions).Assembly, "Orleans.Reminders.AdoNet");
        var storage = AdoNetGrainStorage.DefaultInitializationQuery.Split('\'').Where(word => word.EndsWith("Key", StringComparison.Ordinal));

        Assert.Contains("CleanupDefunctSiloEntriesKey", membership);
        Assert.Contains("ReadRangeRows2Key", reminders);
        Assert.Equal(membership.Concat(storage).Concat(reminders).Order(), _database.Schema.Statements.Queries.Keys.Order());
    }

    [Fact]
    public async Task Ensure_TenSilosAtOnce_OneCompleteSchema()
    {
        await PrepareForManyAsync(_database);

        // Threads of their own: some drivers block, and a pool would let them in one after another.
        using var together = new Barrier(10);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return _database.EnsureSchemaAsync(CancellationToken.None);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        await _database.ValidateSchemaAsync(CancellationToken.None);
        Assert.Equal(_database.Schema.Version, await CountAsync("SELECT count(*) FROM OrleansSchemaVersion"));
        Assert.Equal(_database.Schema.Statements.Queries.Count, await CountAsync("SELECT count(*) FROM OrleansQuery"));
    }

    [Fact]
    public async Task Ensure_CompleteSchema_KeepsWhatIsStored()
    {
        await EnsureAsync();
        await ExecuteAsync(Row);

        await EnsureAsync();

        Assert.Equal(1L, await CountAsync(Payload));
    }

    [Fact]
    public async Task Ensure_LayoutOfAnEarlierVersion_BroughtUpToDateByTenSilosAtOnceAndKeepsWhatIsStored()
    {
        await kind.RunAsync(_connectionString, await EarlierScriptAsync());
        await ExecuteAsync(Row);
        Assert.Contains("layout 1, this version needs layout 2", (await ValidationAsync()).Message, StringComparison.Ordinal);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(EnsureAsync)));

        await _database.ValidateSchemaAsync(CancellationToken.None);
        Assert.Equal(1L, await CountAsync(Payload));
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM OrleansRemindersTable"));
    }

    [Fact]
    public async Task Ensure_StatementOfAnOtherVersion_Renewed()
    {
        await EnsureAsync();
        await ExecuteAsync("UPDATE OrleansQuery SET QueryText = 'SELECT 1' WHERE QueryKey = 'WriteToStorageKey'");

        await EnsureAsync();

        await _database.ValidateSchemaAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Ensure_NewerLayout_RefusedAndUnchanged()
    {
        await EnsureAsync();
        await ExecuteAsync("INSERT INTO OrleansSchemaVersion (Version) VALUES (99)");
        await ExecuteAsync("UPDATE OrleansQuery SET QueryText = 'newer'");

        var refused = await Assert.ThrowsAsync<OrleansSchemaException>(EnsureAsync);

        Assert.Contains("layout 99, this version knows layout 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM OrleansQuery WHERE QueryText <> 'newer'"));
        Assert.Contains("layout 99", (await ValidationAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_TablesOfAnotherMaker_RefusedAndUnchanged()
    {
        await ExecuteAsync("CREATE TABLE OrleansQuery (QueryKey VARCHAR(64), QueryText VARCHAR(8000))");

        var refused = await Assert.ThrowsAsync<OrleansSchemaException>(EnsureAsync);

        Assert.Contains("not created by a silo of TaskFlow", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM OrleansQuery"));
    }

    [Fact]
    public async Task Ensure_SetUpThatWasInterrupted_Completed()
    {
        await EnsureAsync();
        await ExecuteAsync("DELETE FROM OrleansSchemaVersion");
        await ExecuteAsync("DELETE FROM OrleansQuery WHERE QueryKey > 'D'");
        await ExecuteAsync("DROP TABLE OrleansMembershipTable");

        await EnsureAsync();

        await _database.ValidateSchemaAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Ensure_ColumnThatSomebodyDropped_RefusedByName()
    {
        await EnsureAsync();
        await ExecuteAsync("ALTER TABLE OrleansStorage RENAME COLUMN ModifiedOn TO ChangedOn");

        var refused = await Assert.ThrowsAsync<OrleansSchemaException>(EnsureAsync);

        Assert.Contains("the column ModifiedOn of the table OrleansStorage", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_NothingThere_MissingTableAndFixNamedAndNothingCreated()
    {
        await ExecuteAsync("SELECT 1");

        var refused = await ValidationAsync();

        Assert.Contains("lacks the table OrleansSchemaVersion", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Schema=Create", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--print-schema", refused.Message, StringComparison.Ordinal);
        Assert.Contains("lacks the table", (await ValidationAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_OlderLayout_BothLayoutsAndFixNamed()
    {
        await EnsureAsync();
        await ExecuteAsync("DELETE FROM OrleansSchemaVersion WHERE Version = 2");

        var refused = await ValidationAsync();

        Assert.Contains("layout 1, this version needs layout 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Schema=Create", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OrleansMembershipTable")]
    [InlineData("OrleansRemindersTable")]
    public async Task Validate_TableThatSomebodyDropped_NamedWithTheFix(string table)
    {
        await EnsureAsync();
        await ExecuteAsync($"DROP TABLE {table}");

        var refused = await ValidationAsync();
        Assert.Contains($"of the table {table}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TaskFlow:Schema=Create", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_StatementsMissingAndOlder_EachNamed()
    {
        await EnsureAsync();
        await ExecuteAsync("DELETE FROM OrleansQuery WHERE QueryKey = 'CleanupDefunctSiloEntriesKey'");
        await ExecuteAsync("UPDATE OrleansQuery SET QueryText = 'SELECT 1' WHERE QueryKey = 'WriteToStorageKey'");

        var refused = await ValidationAsync();

        Assert.Contains("CleanupDefunctSiloEntriesKey, WriteToStorageKey", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_RunTwiceByHand_DatabaseIsComplete()
    {
        await kind.RunAsync(_connectionString, SchemaScript.Of(_database));
        await _database.ValidateSchemaAsync(CancellationToken.None);

        await ExecuteAsync("UPDATE OrleansQuery SET QueryText = 'SELECT 1'");
        await kind.RunAsync(_connectionString, SchemaScript.Of(_database));

        await _database.ValidateSchemaAsync(CancellationToken.None);
        Assert.Equal(_database.Schema.Version, await CountAsync("SELECT count(*) FROM OrleansSchemaVersion"));
    }

    [Fact]
    public async Task Probe_CompleteAndEmptyDatabase_OnlyTheFirstAnswers()
    {
        await EnsureAsync();
        await _database.ProbeAsync(CancellationToken.None);
        var empty = _database.Schema.Parse(await kind.CreateAsync());

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => empty.ProbeAsync(CancellationToken.None));
    }

    private static string[] KeysOf(Assembly provider, string name) =>
        [.. provider.GetType($"{name}.Storage.DbStoredQueries", throwOnError: true)!
            .GetProperties(BindingFlags.Instance | BindingFlags.NonPublic).Select(query => query.Name)];

    /// <summary>Brings an empty database to where several connections really meet.</summary>
    private protected virtual Task PrepareForManyAsync(OrleansDatabase database) => Task.CompletedTask;

    /// <summary>What the version before this one printed for this kind of database.</summary>
    private Task<string> EarlierScriptAsync() =>
        File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Silo", "Data", $"schema-layout1-{kind.Provider}.sql"));

    private Task EnsureAsync() => _database.EnsureSchemaAsync(CancellationToken.None);

    private Task<OrleansSchemaException> ValidationAsync() =>
        Assert.ThrowsAsync<OrleansSchemaException>(() => _database.ValidateSchemaAsync(CancellationToken.None));

    private async Task<long> CountAsync(string query) => Convert.ToInt64(await ExecuteAsync(query), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<object?> ExecuteAsync(string statement)
    {
        await using var connection = _database.Schema.Connect(_database, create: true);
        await connection.OpenAsync();
        return await connection.ScalarAsync(statement, CancellationToken.None);
    }
}
