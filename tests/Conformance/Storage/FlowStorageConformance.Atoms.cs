using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Atoms: their records, states, intentions, metadata and progress.</content>
public abstract partial class FlowStorageConformance
{
    private static readonly Dictionary<string, AtomDeclaration[]> _refusedAtoms = new()
    {
        ["of no kind"] = [AtomDeclaration.Task("new"), new("culprit", (AtomKind)7)],
        ["without a name"] = [AtomDeclaration.Task("new"), AtomDeclaration.Task("")],
        ["a retry without a name"] = [AtomDeclaration.Task("new"), AtomDeclaration.Retry("")],
        ["with half a character in its name"] = [AtomDeclaration.Task("new"), AtomDeclaration.Task("culprit \ud800")],
        ["twice in the list"] = [AtomDeclaration.Task("culprit"), AtomDeclaration.Task("new"), AtomDeclaration.Task("culprit")],
        ["twice, of both kinds"] = [AtomDeclaration.Task("culprit"), AtomDeclaration.Retry("culprit")],
        ["a task that is a retry"] = [AtomDeclaration.Task("new"), AtomDeclaration.Task("known retry")],
        ["a retry that is a task"] = [AtomDeclaration.Task("new"), AtomDeclaration.Retry("known task")],
    };

    public static IEnumerable<object[]> RefusedAtoms => _refusedAtoms.Keys.Select(name => new object[] { name });

    [Fact]
    public async Task EnsureAtoms_OfNewOnes_CreatesThemPendingInTheirOrder()
    {
        await using IFlowStorage storage = await StartAsync();

        IReadOnlyList<string> uuids = await storage.EnsureAtomsAsync(
            [AtomDeclaration.Task("b") with { Version = "1.5" }, AtomDeclaration.Retry("a"), AtomDeclaration.Task("c")]);

        FlowDetail stored = await Second.Backend.Connect().GetFlowDetailsAsync(FlowUuid);
        Assert.Equal(["b", "a", "c"], stored.Select(atom => atom.Name));
        Assert.Equal(uuids, stored.Select(atom => atom.Uuid));
        Assert.Equal(3, uuids.Distinct().Count());
        Assert.Equal([AtomKind.Task, AtomKind.Retry, AtomKind.Task], stored.Select(atom => atom.Kind));
        Assert.All(stored, atom => Assert.Equal((State.Pending, Intention.Execute), (atom.State, atom.Intention)));
        Assert.Equal(["1.5", null, null], stored.Select(atom => atom.Version));
        Assert.Equal(uuids[1], await storage.GetAtomUuidAsync("a"));
    }

    [Fact]
    public async Task EnsureAtoms_OfKnownOnes_KeepsTheirRecords()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a") with { Version = "1" });
        string uuid = await storage.GetAtomUuidAsync("a");
        await storage.SaveAsync("a", Document.From(5));
        string before = await DumpStoreAsync();

        IReadOnlyList<string> uuids = await storage.EnsureAtomsAsync([AtomDeclaration.Task("a", provides: "x") with { Version = "2" }]);

        Assert.Equal([uuid], uuids);
        Assert.Equal(before, await DumpStoreAsync());
        Assert.Equal(5, await storage.FetchAsync<int>("x"));
    }

    [Fact]
    public async Task EnsureAtoms_OfAHundred_StoresAllInOrder()
    {
        await using IFlowStorage storage = await StartAsync();
        string[] names = [.. Enumerable.Range(0, 100).Select(number => $"atom {(number * 37) % 100}")];

        await storage.EnsureAtomsAsync([.. names.Select(name => AtomDeclaration.Task(name))]);

        Assert.Equal(names, await AtomNamesAsync());
    }

    [Theory]
    [MemberData(nameof(RefusedAtoms))]
    public async Task EnsureAtoms_WithOneThatIsRefused_CreatesNone(string which)
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("known task"), AtomDeclaration.Retry("known retry"));

        Task Call() => storage.EnsureAtomsAsync(_refusedAtoms[which]);
        _ = which switch
        {
            "of no kind" => (Exception)await AssertRefusedAsync<AtomKindException>(storage, Call, "culprit"),
            "without a name" or "a retry without a name" => await AssertRefusedAsync<ArgumentException>(storage, Call, "name"),
            "with half a character in its name" => await AssertRefusedAsync<ArgumentException>(storage, Call, "culprit"),
            "a task that is a retry" => await AssertRefusedAsync<DuplicateException>(storage, Call, "known retry", FlowName),
            "a retry that is a task" => await AssertRefusedAsync<DuplicateException>(storage, Call, "known task", FlowName),
            _ => await AssertRefusedAsync<DuplicateException>(storage, Call, "culprit"),
        };
        await Assert.ThrowsAsync<NotFoundException>(() => storage.GetAtomStateAsync("new"));

        await storage.EnsureAtomsAsync([AtomDeclaration.Task("new")]);
        Assert.Equal(State.Pending, (await StoredAsync("new")).State);
    }

    [Fact]
    public async Task AtomsOfAnyName_EachWithAResult_KeepTheirOwn()
    {
        string[] names = [.. AwkwardNames.All.Values];
        IFlowStorage storage = await StartAsync([.. names.Select(name => AtomDeclaration.Task(name, provides: name))]);
        foreach (string name in names)
        {
            await storage.SaveAsync(name, Document.From(name));
            Assert.Equal(name, await storage.FetchAsync<string>(name));
        }

        await using IFlowStorage reopened = await ReopenAsync(storage);

        foreach (string name in names)
        {
            Assert.Equal(name, await reopened.GetExecuteResultAsync<string>(name));
        }
    }

    [Fact]
    public async Task AtomsOfOneName_WhereTheStoreHoldsSeveral_TheLastCounts()
    {
        var flow = new FlowDetail(FlowName, FlowUuid);
        flow.Add(new TaskDetail("twice", "00000000-0000-4000-8000-000000000001")
        {
            State = State.Failure,
            Failure = Failure.FromException(new TimeoutException("of the first")),
        });
        flow.Add(new TaskDetail("twice", "00000000-0000-4000-8000-000000000002") { State = State.Success, Results = Document.From("of the last") });
        var book = new LogBook("the book", "00000000-0000-4000-8000-00000000b00c");
        book.Add(flow);
        await First.Backend.Connect().SaveLogBookAsync(book);

        await using IFlowStorage storage = await Second.OpenAsync(FlowUuid);

        Assert.Equal("of the last", await storage.GetExecuteResultAsync<string>("twice"));
        Assert.False(await storage.HasFailuresAsync());
    }

    [Fact]
    public async Task StatesAndIntentions_OnceSet_AreStored()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"), AtomDeclaration.Retry("b"));

        foreach (State state in Enum.GetValues<State>())
        {
            await storage.SetAtomStateAsync("a", state);
            Assert.Equal(state, (await StoredAsync("a")).State);
            Assert.Equal(state, await storage.GetAtomStateAsync("a"));
        }

        foreach (Intention intention in Enum.GetValues<Intention>())
        {
            await storage.SetAtomIntentionAsync("b", intention);
            Assert.Equal(intention, (await StoredAsync("b")).Intention);
            Assert.Equal(intention, await storage.GetAtomIntentionAsync("b"));
        }

        Assert.Equal(
            new Dictionary<string, AtomStatus>
            {
                ["a"] = new(Enum.GetValues<State>()[^1], Intention.Execute),
                ["b"] = new(State.Pending, Enum.GetValues<Intention>()[^1]),
            },
            await storage.GetAtomsStatesAsync(["a", "b"]));
    }

    [Fact]
    public async Task Status_OfAnAtom_IsSetAsFarAsItIsGiven()
    {
        IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"));

        await storage.SetAtomStatusAsync("a", new AtomStatus(State.Running, Intention.Revert));
        Assert.Equal((State.Running, Intention.Revert), ((await StoredAsync("a")).State, (await StoredAsync("a")).Intention));

        await storage.SetAtomStatusAsync("a", new AtomStatus(State: null, Intention.Retry));
        await storage.SetAtomStatusAsync("a", new AtomStatus(State.Success, Intention: null));
        await storage.SetAtomStatusAsync("a", default);
        Assert.Equal((State.Success, Intention.Retry), ((await StoredAsync("a")).State, (await StoredAsync("a")).Intention));
        Assert.Equal(new AtomStatus(State.Success, Intention.Retry), (await storage.GetAtomsStatesAsync(["a"]))["a"]);
    }

    [Fact]
    public async Task Metadata_OfAnAtom_IsMergedByKey()
    {
        IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"));
        await storage.UpdateAtomMetadataAsync("a", Values(("kept", 1), ("replaced", new { inner = 1 })));
        await storage.UpdateAtomMetadataAsync("a", Values(("replaced", new { other = 2 })));
        await storage.UpdateAtomMetadataAsync("a", null);
        await storage.UpdateAtomMetadataAsync("a", Values());

        await using IFlowStorage reopened = await ReopenAsync(storage);
        await reopened.UpdateAtomMetadataAsync("a", Values(("added", null)));

        Assert.Equal(
            SampleRecords.Meta(("added", Document.Null), ("kept", 1), ("replaced", new { other = 2 })),
            (await StoredAsync("a")).Meta);
    }

    [Fact]
    public async Task Progress_OfATask_IsStoredWithItsDetails()
    {
        IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"), AtomDeclaration.Task("b"));
        await storage.SetTaskProgressAsync("a", 0.25, Document.From(new { file = "x" }));
        await storage.SetTaskProgressAsync("a", 0.75);
        await storage.SetTaskProgressAsync("b", 0.5, Document.From("said"));
        await storage.SetTaskProgressAsync("b", 1, Document.Parse("{}"));

        await using IFlowStorage reopened = await ReopenAsync(storage);

        Assert.Equal(0.75, await reopened.GetTaskProgressAsync("a"));
        Assert.Equal(new ProgressDetails(0.25, Document.From(new { file = "x" })), await reopened.GetTaskProgressDetailsAsync("a"));
        Assert.Equal(1, await reopened.GetTaskProgressAsync("b"));
        Assert.Null(await reopened.GetTaskProgressDetailsAsync("b"));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task SetTaskProgress_OutOfRange_IsRefused(double progress)
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"));
        await storage.SetTaskProgressAsync("a", 0.5);

        await AssertRefusedAsync<ArgumentOutOfRangeException>(storage, () => storage.SetTaskProgressAsync("a", progress), "a");
    }
}
