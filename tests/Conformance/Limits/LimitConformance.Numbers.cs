using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Keys, and how many records there may be: of these no store has a limit, so it is said how many were tried.</content>
public abstract partial class LimitConformance
{
    private const int ManyAtoms = 2_000;
    private const int ManyFlows = 500;
    private const int ManyBooks = 1_000;
    private const int AtOnce = 50;
    private const int LongUuid = 10_000;

    /// <summary>A connection of the first opening.</summary>
    private IConnection Connection => First.Backend.Connect();

    /// <summary>A connection of the second opening.</summary>
    private IConnection Reader => Second.Backend.Connect();

    [Fact]
    public async Task AUuid_AsLongAsTheLimit_IsKeptAndOneCharacterMoreIsRefused()
    {
        string longest = new('u', UuidLength ?? LongUuid);
        var book = new LogBook("book", longest) { new FlowDetail("flow", longest) { new TaskDetail("task", longest) } };

        await Connection.SaveLogBookAsync(book);

        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
        Assert.Equal("task", (await Reader.GetAtomDetailsAsync(longest)).Name);
        if (UuidLength is not { } limit)
        {
            return;
        }

        string longer = longest + "u";
        string[] said = [$"{limit + 1} characters", $"{limit}"];
        await AssertRefusedAsync<TaskFlowException>(() => Connection.SaveLogBookAsync(new LogBook("book", longer)), said);
        await AssertRefusedAsync<TaskFlowException>(() => Connection.SaveLogBookAsync(new LogBook("new", "n") { new FlowDetail("flow", longer) }), said);
        await AssertRefusedAsync<TaskFlowException>(
            () => Connection.UpdateFlowDetailsAsync(new FlowDetail("flow", longest) { new TaskDetail("new", "n"), new TaskDetail("task", longer) }), said);
        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetAtomDetailsAsync(longer));
    }

    [Fact]
    public async Task AFlow_Of2000Atoms_IsKeptInItsOrderAndGrows()
    {
        await using IConformanceStore store = await CreateUnlimitedStoreAsync();
        await store.First.Backend.Connect().SaveLogBookAsync(Book());
        string[] names = [.. Enumerable.Range(0, ManyAtoms).Select(number => $"atom {number}")];
        await using IFlowStorage storage = await store.First.OpenAsync("f");

        await storage.EnsureAtomsAsync([.. names.Select(name => AtomDeclaration.Task(name))]);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("one more")]);
        await storage.SaveAsync(names[^1], "result");

        FlowDetail stored = await store.Second.Backend.Connect().GetFlowDetailsAsync("f");
        Assert.Equal([.. names, "one more"], stored.Where(atom => atom.Name != IFlowStorage.InjectorName).Select(atom => atom.Name));
        Assert.Equal(Document.From("result"), stored.Single(atom => atom.Name == names[^1]).LastResults);
    }

    [Fact]
    public async Task ALogBook_Of500Flows_IsKeptInItsOrderAndGrows()
    {
        await using IConformanceStore store = await CreateUnlimitedStoreAsync();
        var book = new LogBook("book", "b");
        for (int number = 0; number < ManyFlows; number++)
        {
            book.Add(new FlowDetail("flow", $"f{number}") { new TaskDetail("task", $"t{number}") });
        }

        await store.First.Backend.Connect().SaveLogBookAsync(book);
        book.Add(new FlowDetail("one more", "m"));
        await store.First.Backend.Connect().SaveLogBookAsync(book);

        Assert.Equal(StoreDump.Of(book), await StoreDump.OfAsync(store.Second.Backend.Connect()));
    }

    [Fact]
    public async Task AStore_Of1000LogBooks_ListsThemAll()
    {
        await using IConformanceStore store = await CreateUnlimitedStoreAsync();
        IConnection connection = store.First.Backend.Connect();
        string[] uuids = [.. Enumerable.Range(0, ManyBooks).Select(number => $"{number}")];
        await Parallel.ForEachAsync(
            uuids,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (uuid, cancellationToken) => await connection.SaveLogBookAsync(new LogBook($"book {uuid}", uuid), cancellationToken));
        await connection.SaveLogBookAsync(new LogBook("one more", "more"));

        var listed = new List<string>();
        await foreach (LogBook book in store.Second.Backend.Connect().GetLogBooksAsync())
        {
            listed.Add(book.Uuid);
        }

        Assert.Equal(uuids.Append("more").Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        await connection.DestroyLogBookAsync("7");
        await Assert.ThrowsAsync<NotFoundException>(() => store.Second.Backend.Connect().GetLogBookAsync("7"));
    }
}
