using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>The largest things that are kept, and what is said of larger ones.</content>
public abstract partial class SqlServerConformance
{
    private const int LongestUuid = 255;

    public static IEnumerable<object[]> LongUuids => [["a"], ["\0"], ["\u2400"], ["語"]];

    [Theory]
    [MemberData(nameof(LongUuids))]
    public async Task Uuid_OfAnyCharacters_IsKeptUpToItsLimitAndRefusedBeyond(string character)
    {
        var (_, database) = await CreateAsync();
        await using IBackend backend = await OpenAsync(database);
        IConnection connection = backend.Connect();
        string longest = string.Concat(Enumerable.Repeat(character, LongestUuid));
        var book = new LogBook("book", longest) { new FlowDetail("flow", longest) { new TaskDetail("task", longest) } };

        await connection.SaveLogBookAsync(book);
        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => connection.SaveLogBookAsync(new LogBook("book", longest + character)));
        await Assert.ThrowsAsync<InvalidFormatException>(
            () => connection.SaveLogBookAsync(new LogBook("other") { new FlowDetail("flow", longest + character) }));
        await Assert.ThrowsAsync<InvalidFormatException>(
            () => connection.UpdateFlowDetailsAsync(new FlowDetail("flow", longest) { new TaskDetail("task", longest + character) }));

        Assert.Contains("256 characters", error.Message, StringComparison.Ordinal);
        Assert.Equal(StoreDump.Of(book), await StoreDump.OfAsync(kind.Open(database.ConnectionString).Connect()));
        Assert.Equal(longest, (await connection.GetAtomDetailsAsync(longest)).Uuid);
        await Assert.ThrowsAsync<NotFoundException>(() => connection.GetAtomDetailsAsync(longest + character));
    }

    [Fact]
    public async Task AResultOf64MiB_IsReadAsItWasWritten()
    {
        var (_, database) = await CreateAsync();
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 1, tasks: 1));
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, "f0", OnceOnly);
        string large = string.Concat(Enumerable.Repeat("0123456789abcde\n", 4 * 1024 * 1024));

        await storage.SaveAsync("task 0", large);

        await using IBackend second = kind.Open(database.ConnectionString);
        AtomDetail stored = await second.Connect().GetAtomDetailsAsync("f0t0");
        Assert.Equal(Document.From(large), stored.LastResults);
    }

    [Fact]
    public async Task AHistoryOf10000Results_IsReadAsItWasWritten()
    {
        var (_, database) = await CreateAsync();
        await using IBackend backend = await OpenAsync(database, BookOf(flows: 1, tasks: 1));
        var retry = new RetryDetail("retry", "f0r") { Attempts = [.. Enumerable.Range(0, 10_000).Select(i => new RetryAttempt(Document.From(i)))] };

        await backend.Connect().UpdateAtomDetailsAsync(retry);
        await using (FlowStorage storage = await FlowStorage.OpenAsync(backend, "f0"))
        {
            await storage.SaveAsync("retry", 10_000);
        }

        await using IBackend second = kind.Open(database.ConnectionString);
        var stored = (RetryDetail)await second.Connect().GetAtomDetailsAsync("f0r");
        Assert.Equal(Enumerable.Range(0, 10_001).Select(i => Document.From(i)), stored.Attempts.Select(attempt => attempt.Value));
    }
}
