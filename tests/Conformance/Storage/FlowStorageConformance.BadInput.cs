using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>What is refused: one typed error that names the culprit; store and memory stay equal, and the next good call works.</content>
public abstract partial class FlowStorageConformance
{
    private const string Unknown = "no such atom";

    private static readonly Dictionary<string, Func<IFlowStorage, string, Task>> _callsOnAtoms = new()
    {
        ["uuid"] = (storage, atom) => storage.GetAtomUuidAsync(atom),
        ["state"] = (storage, atom) => storage.GetAtomStateAsync(atom),
        ["set state"] = (storage, atom) => storage.SetAtomStateAsync(atom, State.Running),
        ["intention"] = (storage, atom) => storage.GetAtomIntentionAsync(atom),
        ["set intention"] = (storage, atom) => storage.SetAtomIntentionAsync(atom, Intention.Revert),
        ["states"] = (storage, atom) => storage.GetAtomsStatesAsync(["task", atom]),
        ["metadata"] = (storage, atom) => storage.UpdateAtomMetadataAsync(atom, Values(("a", 1))),
        ["save"] = (storage, atom) => storage.SaveAsync(atom, Document.From(1)),
        ["save failure"] = (storage, atom) => storage.SaveFailureAsync(atom, SampleRecords.Failure("f")),
        ["execute result"] = (storage, atom) => storage.GetExecuteResultAsync(atom),
        ["revert result"] = (storage, atom) => storage.GetRevertResultAsync(atom),
        ["reset"] = (storage, atom) => storage.ResetAsync(atom, State.Ignore),
        ["inject"] = (storage, atom) => storage.InjectAtomArgsAsync(atom, Values(("a", 1)), transient: false),
        ["inject transiently"] = (storage, atom) => storage.InjectAtomArgsAsync(atom, Values(("a", 1)), transient: true),
        ["mapped arguments"] = (storage, atom) => storage.FetchMappedArgsAsync(new Dictionary<string, string>(), atom),
        ["unsatisfied arguments"] = (storage, atom) => storage.FetchUnsatisfiedArgsAsync(atom, new Dictionary<string, string>()),
    };

    private static readonly Dictionary<string, Func<IFlowStorage, string, Task>> _callsOnTasks = new()
    {
        ["set progress"] = (storage, task) => storage.SetTaskProgressAsync(task, 0.5),
        ["progress"] = (storage, task) => storage.GetTaskProgressAsync(task),
        ["progress details"] = (storage, task) => storage.GetTaskProgressDetailsAsync(task),
    };

    private static readonly Dictionary<string, Func<IFlowStorage, string, Task>> _callsOnRetries = new()
    {
        ["history"] = (storage, retry) => storage.GetRetryHistoryAsync(retry),
        ["retry failure"] = (storage, retry) => storage.SaveRetryFailureAsync(retry, "task", SampleRecords.Failure("f")),
        ["clean up"] = (storage, retry) => storage.CleanupRetryHistoryAsync(retry, State.Pending),
    };

    private static readonly Dictionary<string, Func<object>> _noJson = new()
    {
        ["a cycle"] = () => new Cycle(),
        ["not a number"] = () => double.NaN,
        ["an infinity"] = () => new[] { float.PositiveInfinity },
        ["a delegate"] = () => new Func<int>(() => 1),
        ["a pointer"] = () => new { Handle = (nint)1, Self = typeof(string) },
        ["half a character"] = () => "a\ud800b",
        ["half a character as a member's name"] = () => new Dictionary<string, int> { ["\udc00"] = 1 },
        ["too deep"] = () => Enumerable.Range(0, Document.MaxDepth + 1).Aggregate((object)1, (inner, _) => new[] { inner }),
    };

    public static IEnumerable<object[]> CallsOnAtoms => Names(_callsOnAtoms);

    public static IEnumerable<object[]> CallsOnTasks => Names(_callsOnTasks);

    public static IEnumerable<object[]> CallsOnRetries => Names(_callsOnRetries);

    public static IEnumerable<object[]> NoJson => Names(_noJson);

    [Theory]
    [MemberData(nameof(CallsOnAtoms))]
    public Task AnyCall_OnAnUnknownAtom_IsNotFoundAndNamesIt(string call) => AssertUnknownAsync(_callsOnAtoms[call]);

    [Theory]
    [MemberData(nameof(CallsOnTasks))]
    public async Task ATasksCall_OnAnotherAtom_IsRefusedAndNamesIt(string call)
    {
        await AssertUnknownAsync(_callsOnTasks[call]);
        await AssertOtherKindAsync(_callsOnTasks[call], "retry");
    }

    [Theory]
    [MemberData(nameof(CallsOnRetries))]
    public async Task ARetrysCall_OnAnotherAtom_IsRefusedAndNamesIt(string call)
    {
        await AssertUnknownAsync(_callsOnRetries[call]);
        await AssertOtherKindAsync(_callsOnRetries[call], "task");
    }

    [Theory]
    [MemberData(nameof(NoJson))]
    public async Task AValueThatIsNotJson_IsRefusedAndNamesWhoseItWas(string which)
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("task", "x"));
        await storage.SaveAsync("task", "before");
        object value = _noJson[which]();

        await AssertRefusedAsync<InvalidFormatException>(storage, () => storage.SaveAsync("task", value), "task");
        await AssertRefusedAsync<InvalidFormatException>(storage, () => storage.InjectAsync("a name", value), "a name");
        await AssertRefusedAsync<InvalidFormatException>(storage, () => storage.InjectAtomArgAsync("task", "a name", value, transient: false), "a name");

        Assert.Equal("before", await storage.FetchAsync<string>("x"));
        await storage.SaveAsync("task", "after");
        Assert.Equal(Document.From("after"), (await StoredAsync("task")).LastResults);
    }

    [Fact]
    public async Task AFailureState_WithAResultThatIsNoFailure_IsRefused()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("task"));
        await storage.SaveAsync("task", "before");

        await AssertRefusedAsync<InvalidFormatException>(storage, () => storage.SaveAsync("task", "no failure", State.Failure), "exc_type_names");
        await AssertRefusedAsync<InvalidFormatException>(storage, () => storage.SaveAsync("task", "no failure", State.RevertFailure), "exc_type_names");
        Assert.False(await storage.HasFailuresAsync());

        await storage.SaveFailureAsync("task", new TimeoutException("late"));
        Assert.Equal("late", (await StoredAsync("task")).Failure?.Message);
    }

    [Fact]
    public async Task AStateThatThereIsNot_IsRefused()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("task"), AtomDeclaration.Retry("retry"));

        await AssertRefusedAsync<ArgumentOutOfRangeException>(storage, () => storage.SetAtomStateAsync("task", (State)99), "99");
        await AssertRefusedAsync<ArgumentOutOfRangeException>(storage, () => storage.SaveAsync("task", 1, (State)99), "99");
        await AssertRefusedAsync<ArgumentOutOfRangeException>(storage, () => storage.ResetAsync("task", (State)99), "99");
        await AssertRefusedAsync<ArgumentOutOfRangeException>(storage, () => storage.CleanupRetryHistoryAsync("retry", (State)99), "99");
        await AssertRefusedAsync<ArgumentOutOfRangeException>(storage, () => storage.SetAtomIntentionAsync("task", (Intention)99), "99");
        await AssertRefusedAsync<ArgumentOutOfRangeException>(storage, () => storage.SetFlowStateAsync((State)99), "99");

        await storage.SetAtomStateAsync("task", State.Running);
        await AssertShowsWhatIsStoredAsync(storage);
    }

    [Fact]
    public async Task AResultOf64MB_IsKeptWholeOrRefusedByName()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("task"));
        Document huge = Document.From(new string('x', 64 * 1024 * 1024));
        try
        {
            await storage.SaveAsync("task", huge);
            Assert.Equal(huge, (await StoredAsync("task")).LastResults);
        }
        catch (TaskFlowException refusal)
        {
            Assert.Contains("task", refusal.Message, StringComparison.Ordinal);
            Assert.True((await StoredAsync("task")).LastResults.IsNull);
        }

        await storage.SaveAsync("task", "small");
        Assert.Equal(Document.From("small"), (await StoredAsync("task")).LastResults);
        await AssertShowsWhatIsStoredAsync(storage);
    }

    [Fact]
    public async Task AnyCall_CancelledBefore_ChangesNothing()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("task"), AtomDeclaration.Retry("retry"));
        var cancelled = new CancellationToken(canceled: true);

        Func<Task>[] calls =
        [
            () => storage.EnsureAtomsAsync([AtomDeclaration.Task("new")], cancelled),
            () => storage.SetAtomStateAsync("task", State.Running, cancelled),
            () => storage.SaveAsync("task", Document.From(1), State.Success, cancelled),
            () => storage.InjectAsync(Values(("a", 1)), transient: false, cancelled),
            () => storage.SetFlowStateAsync(State.Running, cancelled),
            () => storage.UpdateFlowMetadataAsync(Values(("a", 1)), cancelled),
            () => storage.GetAtomStateAsync("task", cancelled),
        ];
        foreach (Func<Task> call in calls)
        {
            await AssertRefusedAsync<OperationCanceledException>(storage, call);
        }

        await storage.SetAtomStateAsync("task", State.Running, CancellationToken.None);
        Assert.Equal(State.Running, (await StoredAsync("task")).State);
    }

    private static IEnumerable<object[]> Names<T>(Dictionary<string, T> named) => named.Keys.Select(name => new object[] { name });

    private async Task AssertUnknownAsync(Func<IFlowStorage, string, Task> call)
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("task"), AtomDeclaration.Retry("retry"));
        await AssertRefusedAsync<NotFoundException>(storage, () => call(storage, Unknown), Unknown, FlowName);
    }

    private async Task AssertOtherKindAsync(Func<IFlowStorage, string, Task> call, string atom)
    {
        await using IFlowStorage storage = await Second.OpenAsync(FlowUuid);
        await AssertRefusedAsync<AtomKindException>(storage, () => call(storage, atom), atom, FlowName);
    }

    private sealed class Cycle
    {
        public Cycle Self => this;
    }
}
