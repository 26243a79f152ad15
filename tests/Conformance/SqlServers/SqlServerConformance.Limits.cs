using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>The longest keys, in whatever characters.</content>
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
        Assert.Equal(StoreDump.Of(book), await StoreDump.OfAsync(Kind.Open(database.ConnectionString).Connect()));
        Assert.Equal(longest, (await connection.GetAtomDetailsAsync(longest)).Uuid);
        await Assert.ThrowsAsync<NotFoundException>(() => connection.GetAtomDetailsAsync(longest + character));
    }
}
