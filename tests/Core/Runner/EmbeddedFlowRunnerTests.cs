using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Flows that the host runs by the names of their factories.</summary>
public sealed class EmbeddedFlowRunnerTests : IAsyncLifetime
{
    private readonly RunnerHost _host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Start_WithArgumentsAndValues_RunsTheFlowOnThem()
    {
        string uuid = await _host.Runner.StartAsync(
            "greet", Document.From("Hello"), new Dictionary<string, Document> { ["name"] = Document.From("Ann") });

        FlowOutcome outcome = (await _host.Runner.WaitAsync(uuid)).EnsureSuccess();

        Assert.False(outcome.IsRunning);
        await using IFlowStorage storage = await _host.Storages.OpenAsync(uuid);
        Assert.Equal("Hello, Ann", await storage.GetExecuteResultAsync<string>("greet"));
    }

    [Fact]
    public async Task Start_AgainWithTheSameUuid_IsTheSameFlow()
    {
        _host.Gate.Open();
        string first = await _host.Runner.StartAsync("gated", flowUuid: "same");
        await _host.Runner.WaitAsync(first);

        string second = await _host.Runner.StartAsync("gated", flowUuid: "same");

        Assert.Equal(first, second);
        Assert.Equal(State.Success, (await _host.Runner.WaitAsync(second)).State);
        Assert.Equal(1, _host.Gate.Entered);
    }

    [Fact]
    public async Task Start_ByManyWithTheSameUuid_RunsItOnce()
    {
        Task<string>[] starts = [.. Enumerable.Range(0, 8).Select(_ => _host.Runner.StartAsync("gated", flowUuid: "same"))];
        await Task.WhenAll(starts);
        _host.Gate.Open();

        await _host.Runner.WaitAsync("same");

        Assert.Equal(1, _host.Gate.Entered);
    }

    [Fact]
    public async Task Start_WhileTheStartOfAnotherUuidIsSaved_DoesNotWaitForIt()
    {
        var (save, slow) = await StartHeldAsync("slow");

        await _host.Runner.StartAsync("fails", flowUuid: "other").WaitAsync(TimeSpan.FromSeconds(30));

        Assert.False(slow.IsCompleted);
        save.LetGo();
        Assert.Equal("slow", await slow);
    }

    [Fact]
    public async Task Start_WhileTheStartOfTheSameUuidIsSaved_FindsWhatThatSaves()
    {
        var (save, first) = await StartHeldAsync("same");
        Task<string> second = _host.Runner.StartAsync("fails", flowUuid: "same");
        save.LetGo();

        Assert.Equal(await first, await second);
        Assert.Equal(1, save.Saves);
    }

    [Fact]
    public async Task Start_WhileTheStartOfTheSameUuidCannotBeSaved_SavesItItself()
    {
        var (save, first) = await StartHeldAsync("same", firstFails: true);
        Task<string> second = _host.Runner.StartAsync("fails", flowUuid: "same");
        save.LetGo();

        await Assert.ThrowsAsync<StorageFailureException>(() => first);
        Assert.Equal("same", await second);
        Assert.Equal(State.Reverted, (await _host.Runner.WaitAsync("same")).State);
    }

    [Fact]
    public async Task Start_WithTheUuidOfAnotherFactorysFlow_IsRefused()
    {
        _host.Gate.Open();
        await _host.Runner.StartAsync("gated", flowUuid: "same");

        var error = await Assert.ThrowsAsync<DuplicateException>(() => _host.Runner.StartAsync("fails", flowUuid: "same"));

        Assert.Contains("'fails'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ForAFlowThatAnAtomKeepsFromBeingReverted_HasTheAtomsFailuresAndNoError()
    {
        FlowOutcome outcome = await _host.Runner.WaitAsync(await _host.Runner.StartAsync("sticks"));

        Assert.Equal(State.Failure, outcome.State);
        Assert.Equal("no", outcome.Failures["sticks"].Message);
        Assert.Equal("nor back", outcome.RevertFailures["sticks"].Message);
        Assert.Null(outcome.Error);
        Assert.Throws<WrappedFailureException>(outcome.EnsureSuccess);
    }

    [Fact]
    public async Task Start_OfAnUnknownFactory_ListsThoseThatThereAre()
    {
        var error = await Assert.ThrowsAsync<NotFoundException>(() => _host.Runner.StartAsync("gone"));

        Assert.Contains("'gated'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ForAFlowThatFails_HasTheFailureOfItsAtom()
    {
        string uuid = await _host.Runner.StartAsync("fails");

        FlowOutcome outcome = await _host.Runner.WaitAsync(uuid);

        Assert.Equal(State.Reverted, outcome.State);
        Assert.Equal("no", outcome.Failures["fails"].Message);
        Assert.Null(outcome.Error);
        Assert.Throws<TimeoutException>(() => outcome.EnsureSuccess());
        FlowOutcome stored = await _host.Runner.GetAsync(uuid);
        Assert.Equal("no", stored.Failures["fails"].Message);
    }

    [Fact]
    public async Task Wait_ForAFlowThatCannotBegin_SaysWhy()
    {
        string uuid = await _host.Runner.StartAsync("lacks");

        FlowOutcome outcome = await _host.Runner.WaitAsync(uuid);

        Assert.True(outcome.Error!.Check<MissingDependenciesException>());
        Assert.False(outcome.IsRunning);
        Assert.Throws<MissingDependenciesException>(() => outcome.EnsureSuccess());
        Assert.True((await _host.Runner.GetAsync(uuid)).Error!.Check<MissingDependenciesException>());
    }

    [Fact]
    public async Task Wait_ForAFlowThatIsNotStored_IsNotFound() =>
        await Assert.ThrowsAsync<NotFoundException>(() => _host.Runner.WaitAsync("none"));

    [Fact]
    public async Task Suspend_WhileATaskRuns_LetsItEndAndStartsNothingMore()
    {
        string uuid = await _host.Runner.StartAsync("two");
        await _host.Gate.WhenEntered;

        await _host.Runner.SuspendAsync(uuid);
        Assert.True((await _host.Runner.GetAsync(uuid)).IsRunning);
        _host.Gate.Open();

        Assert.Equal(State.Suspended, (await _host.Runner.WaitAsync(uuid)).State);
        Assert.Equal(State.Success, await StateOfAsync(uuid, "first"));
        Assert.Equal(State.Pending, await StateOfAsync(uuid, "second"));
    }

    [Fact]
    public async Task Resume_OfASuspendedFlow_RunsItToItsEndAndNothingTwice()
    {
        string uuid = await _host.Runner.StartAsync("two");
        await _host.Gate.WhenEntered;
        await _host.Runner.SuspendAsync(uuid);
        _host.Gate.Open();

        await _host.Runner.ResumeAsync(uuid);

        Assert.Equal(State.Success, (await _host.Runner.WaitAsync(uuid)).State);
        Assert.Equal(2, _host.Gate.Entered);
    }

    [Fact]
    public async Task Cancel_WhileATaskRuns_CancelsItsTokenAndItIsCalledAgain()
    {
        string uuid = await _host.Runner.StartAsync("two");
        await _host.Gate.WhenEntered;

        await _host.Runner.CancelAsync(uuid);

        FlowOutcome outcome = await _host.Runner.WaitAsync(uuid);
        Assert.Equal(State.Suspended, outcome.State);
        Assert.Null(outcome.Error);
        Assert.Equal(State.Running, await StateOfAsync(uuid, "first"));
        _host.Gate.Open();
        await _host.Runner.ResumeAsync(uuid);
        Assert.Equal(State.Success, (await _host.Runner.WaitAsync(uuid)).State);
        Assert.Equal(3, _host.Gate.Entered);
    }

    [Fact]
    public async Task Watch_ARunningFlow_TellsWhatHappensAndEndsWithTheRun()
    {
        string uuid = await _host.Runner.StartAsync("two");
        await _host.Gate.WhenEntered;
        await using IAsyncEnumerator<FlowNotification> watch = _host.Runner.WatchAsync(uuid).GetAsyncEnumerator();
        ValueTask<bool> first = watch.MoveNextAsync();
        _host.Gate.Open();

        Assert.True(await first);
        var told = new List<string>();
        do
        {
            told.Add(watch.Current switch
            {
                TaskNotification task => $"{task.AtomName} {task.State.ToName()}",
                FlowStateNotification flow => flow.State.ToName(),
                _ => "?",
            });
        }
        while (await watch.MoveNextAsync());

        Assert.Equal(["first SUCCESS", "second RUNNING", "second SUCCESS", "SUCCESS"], told);
    }

    [Fact]
    public async Task Watch_AFlowThatDoesNotRun_EndsAtOnce()
    {
        _host.Gate.Open();
        string uuid = await _host.Runner.StartAsync("gated");
        await _host.Runner.WaitAsync(uuid);

        Assert.Empty(await _host.Runner.WatchAsync(uuid).ToListAsync());
        await Assert.ThrowsAsync<NotFoundException>(async () => await _host.Runner.WatchAsync("none").ToListAsync());
    }

    [Fact]
    public async Task Start_OfMoreFlowsThanMayRun_LetsTheOthersWait()
    {
        _host.MaxFlows = 1;
        string first = await _host.Runner.StartAsync("gated");
        string second = await _host.Runner.StartAsync("greet", Document.From("Hello"), new Dictionary<string, Document> { ["name"] = Document.From("Ann") });
        await _host.Gate.WhenEntered;

        Assert.Equal(State.Pending, (await _host.Runner.GetAsync(second)).State);
        Assert.True((await _host.Runner.GetAsync(second)).IsRunning);
        _host.Gate.Open();

        Assert.Equal(State.Success, (await _host.Runner.WaitAsync(second)).State);
        Assert.Equal(State.Success, (await _host.Runner.WaitAsync(first)).State);
    }

    [Fact]
    public async Task Dispose_OfTheHost_SuspendsWhatRuns()
    {
        string uuid = await _host.Runner.StartAsync("two");
        await _host.Gate.WhenEntered;

        await _host.DisposeAsync();

        // The task had its time, and then its token was cancelled.
        Assert.Equal(State.Suspended, (await _host.Store.GetFlowDetailsAsync(uuid)).State);
    }

    [Fact]
    public async Task Start_WithOptionsOutOfRange_IsRefused()
    {
        _host.MaxFlows = 0;

        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => _host.Runner.StartAsync("gated"));

        Assert.Contains("MaxFlows", error.Message, StringComparison.Ordinal);
    }

    private async Task<State?> StateOfAsync(string uuid, string atom) =>
        (await _host.Store.GetFlowDetailsAsync(uuid)).Single(detail => detail.Name == atom).State;

    /// <summary>Starts a flow, the save of which is held.</summary>
    private async Task<(HeldSave Save, Task<string> Start)> StartHeldAsync(string uuid, bool firstFails = false)
    {
        var save = new HeldSave { FirstFails = firstFails };
        _host.Backend.OnBook = save.OnBook;
        Task<string> start = _host.Runner.StartAsync("fails", flowUuid: uuid);
        await save.WhenHeld;
        return (save, start);
    }
}
