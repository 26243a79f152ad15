using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

/// <summary>The limits that the server's <c>max_allowed_packet</c> sets.</summary>
[Trait("Needs", "mysql")]
[Trait("Needs", "own-mysql")]
public sealed class MySqlLimitConformance : LimitConformance
{
    private const int StatementWithoutValues = 4096;

    protected override int? RecordSize => MariaDbSmallPackets.PacketSize - StatementWithoutValues;

    protected override string RecordSetting => "max_allowed_packet";

    protected override int? UuidLength => 255;

    /// <summary>Many records are more than one statement may be together; each of them is less.</summary>
    [Fact]
    public async Task ALogBook_LargerThanAStatementMayBe_IsKeptWhole()
    {
        var flow = new FlowDetail("flow", "f");
        for (int number = 0; number < 40; number++)
        {
            // In SQL text each of these is two.
            flow.Add(new TaskDetail($"task {number}", $"t{number}") { Results = Document.From(new string('\'', 200_000 + number)) });
        }

        var book = new LogBook("book", "b") { flow };

        await First.Backend.Connect().SaveLogBookAsync(book);
        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
        await Task.WhenAll(flow.Select(atom =>
        {
            ((TaskDetail)atom).Results = Document.From(new string('"', 200_000));
            return First.Backend.Connect().UpdateAtomDetailsAsync(atom);
        }));
        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
    }

    [Fact]
    public async Task AnOption_BelowWhatTheServerTakes_IsTheLimit()
    {
        MariaDbDatabase database = await MariaDbDatabase.CreateAsync();
        await using var backend = new MySqlBackend(new MySqlBackendOptions { ConnectionString = database.Named.ConnectionString, MaxRecordSize = 10_000 });
        await backend.Connect().UpgradeAsync();

        var refusal = await Assert.ThrowsAsync<TooLargeException>(
            () => backend.Connect().SaveLogBookAsync(new LogBook($"culprit {new string('x', 10_000)}", "b")));

        Assert.Contains("MaxRecordSize", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("10,000", refusal.Message, StringComparison.Ordinal);
    }

    protected override async Task<IConformanceStore> CreateStoreAsync() => await OpenAsync(await MariaDbSmallPackets.CreateAsync());

    protected override async Task<IConformanceStore> CreateUnlimitedStoreAsync() => await OpenAsync(await MariaDbDatabase.CreateAsync());

    private static Task<IConformanceStore> OpenAsync(MariaDbDatabase database) => EmbeddedStore.OpenAsync(database.Open(), database.Open());
}
