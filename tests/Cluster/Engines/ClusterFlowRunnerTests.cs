using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Flows that the cluster runs, for a client that declares none.</summary>
[Collection(EngineClusterCollection.Name)]
public sealed class ClusterFlowRunnerTests(TwoEngineSilos cluster)
{
    private IFlowRunner Runner => cluster.Runner;

    [Fact]
    public async Task Start_WithArgumentsAndValues_RunsTheFlowOnThem()
    {
        string uuid = await Runner.StartAsync("greet", Document.From("Hello"), new Dictionary<string, Document> { ["name"] = Document.From("Ann") });

        FlowOutcome outcome = (await Runner.WaitAsync(uuid)).EnsureSuccess();

        Assert.False(outcome.IsRunning);
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(uuid);
        Assert.Equal("Hello, Ann", await storage.GetExecuteResultAsync<string>("greet"));
    }

    [Fact]
    public async Task Start_ByManyWithTheSameUuid_RunsItOnce()
    {
        const string Uuid = "same";
        IFlowRunner inSilo = cluster.Cluster.Silos[1].ServiceProvider.GetRequiredService<IFlowRunner>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => (number % 2 == 0 ? Runner : inSilo).StartAsync("one", flowUuid: Uuid)));
        cluster.Gates[Uuid].Open();

        Assert.Equal(State.Success, (await Runner.WaitAsync(Uuid)).State);
        Assert.Equal(Uuid, await Runner.StartAsync("one", flowUuid: Uuid));
        Assert.Equal(State.Success, (await Runner.WaitAsync(Uuid)).State);
        Assert.Single(cluster.Gates[Uuid].Calls);
    }

    [Fact]
    public async Task Start_WithOtherValuesOnceItIsThere_KeepsTheFirst()
    {
        const string Uuid = "greeted";
        await Runner.StartAsync("greet", Document.From("Hello"), new Dictionary<string, Document> { ["name"] = Document.From("Ann") }, Uuid);
        await Runner.WaitAsync(Uuid);

        await Runner.StartAsync("greet", Document.From("Hello"), new Dictionary<string, Document> { ["name"] = Document.From("Bob") }, Uuid);

        Assert.Equal(State.Success, (await Runner.WaitAsync(Uuid)).State);
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(Uuid);
        Assert.Equal("Ann", await storage.FetchAsync<string>("name"));
    }

    [Fact]
    public async Task Start_WithTheUuidOfAnotherFactorysFlow_IsRefused()
    {
        string uuid = await Runner.StartAsync("fails");

        var error = await Assert.ThrowsAsync<DuplicateException>(() => Runner.StartAsync("one", flowUuid: uuid));

        Assert.Contains("'one'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OfAFlowThatOneSiloDeclares_RunsThere()
    {
        SiloAddress able = cluster.Cluster.Silos[1].SiloAddress;
        string[] uuids = [.. Enumerable.Range(0, 10).Select(number => $"rare-{number}")];
        foreach (string uuid in uuids)
        {
            await Runner.StartAsync("rare", flowUuid: uuid);
            cluster.Gates[uuid].Open();
            (await Runner.WaitAsync(uuid)).EnsureSuccess();
        }

        Assert.All(uuids, uuid => Assert.Equal(able, Assert.Single(cluster.Gates[uuid].Calls).Silo));
    }

    [Fact]
    public async Task Start_OfManyFlows_RunsThemInAllSilosThatDeclareThem()
    {
        string[] uuids = [.. Enumerable.Range(0, 24).Select(number => $"spread-{number}")];
        foreach (string uuid in uuids)
        {
            cluster.Gates[uuid].Open();
            await Runner.StartAsync("one", flowUuid: uuid);
        }

        foreach (string uuid in uuids)
        {
            (await Runner.WaitAsync(uuid)).EnsureSuccess();
        }

        Assert.Equal(2, uuids.Select(uuid => cluster.Gates[uuid].Calls.Single().Silo).Distinct().Count());
    }

    [Fact]
    public async Task Start_OfAFlowThatNoSiloDeclares_ListsThoseThatAreDeclared()
    {
        var error = await Assert.ThrowsAsync<NotFoundException>(() => Runner.StartAsync("gone"));

        Assert.Contains("'gone'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'one'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'rare'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OfAStoredFlowThatNoSiloDeclares_HasWhatIsStoredAndWhyItDoesNotRun()
    {
        var flow = new FlowDetail("flow", "undeclared")
        {
            State = State.Running,
            Meta = System.Collections.Immutable.ImmutableSortedDictionary<string, Document>.Empty.Add("factory", Document.Parse("""{"name":"gone","args":[],"kwargs":{}}""")),
        };
        await cluster.OfClient.Backend.Connect().SaveLogBookAsync(new LogBook("book", "undeclared") { flow });

        FlowOutcome outcome = await Runner.GetAsync("undeclared");

        Assert.Equal((State.Running, false), (outcome.State, outcome.IsRunning));
        Assert.True(outcome.Error!.Check<NotFoundException>());
        Assert.True((await Runner.WaitAsync("undeclared")).Error!.Check<NotFoundException>());
        var error = await Assert.ThrowsAsync<NotFoundException>(() => Runner.ResumeAsync("undeclared"));
        Assert.Contains("'rare'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ForAFlowThatFails_HasTheFailureOfItsAtom()
    {
        string uuid = await Runner.StartAsync("fails");

        FlowOutcome outcome = await Runner.WaitAsync(uuid);

        Assert.Equal(State.Reverted, outcome.State);
        Assert.True(outcome.Failures["fails"].Check<TimeoutException>());
        Assert.Equal("no", outcome.Failures["fails"].Message);
        Assert.Null(outcome.Error);
        Assert.Equal("no", (await Runner.GetAsync(uuid)).Failures["fails"].Message);
        Assert.Throws<WrappedFailureException>(() => outcome.EnsureSuccess());
    }

    [Fact]
    public async Task Wait_ForAFlowThatCannotBegin_SaysWhyAndItIsNotPickedUp()
    {
        string uuid = await Runner.StartAsync("lacks");

        FlowOutcome outcome = await Runner.WaitAsync(uuid);

        Assert.True(outcome.Error!.Check<MissingDependenciesException>());
        Assert.False(outcome.IsRunning);
        await cluster.Reminders.WhenGoneAsync(uuid);
    }

    [Fact]
    public async Task AnyCall_ForAFlowThatIsNotStored_IsNotFound()
    {
        await Assert.ThrowsAsync<NotFoundException>(() => Runner.WaitAsync("none"));
        await Assert.ThrowsAsync<NotFoundException>(() => Runner.ResumeAsync("none"));
        await Assert.ThrowsAsync<NotFoundException>(() => Runner.SuspendAsync("none"));
        await Assert.ThrowsAsync<NotFoundException>(async () => await Runner.WatchAsync("none").ToListAsync());
    }

    [Fact]
    public async Task Run_WhenGrainsThatAreNotUsedAreCollected_GoesOnWhereItIs()
    {
        string uuid = await cluster.StartHalfDoneAsync();
        EngineGate gate = cluster.Gates[uuid];

        await cluster.ForgetAsync();

        gate.Open();
        (await Runner.WaitAsync(uuid)).EnsureSuccess();
        Assert.Equal(["first", "second", "third"], gate.Calls.Select(call => call.Task));
    }

    [Fact]
    public async Task Watch_ByAClient_TellsWhatHappensAndEndsWithTheRun()
    {
        string uuid = await Runner.StartAsync("reports");
        await using IAsyncEnumerator<FlowNotification> watch = Runner.WatchAsync(uuid).GetAsyncEnumerator();

        Assert.True(await watch.MoveNextAsync());
        while (watch.Current is not ProgressNotification { TaskName: "first", Progress: 0.5, Details: not null })
        {
            Assert.True(await watch.MoveNextAsync());
        }

        cluster.Gates[uuid].Open();
        var told = new List<string>();
        do
        {
            told.Add(watch.Current switch
            {
                TaskNotification task => $"{task.AtomName} {task.State.ToName()} {task.Result}",
                FlowStateNotification flow => flow.State.ToName(),
                ProgressNotification => "",
                _ => "?",
            });
        }
        while (await watch.MoveNextAsync());

        told.RemoveAll(line => line.Length == 0);
        Assert.Equal(["first SUCCESS \"first\"", "second RUNNING ", "second SUCCESS \"second\"", "SUCCESS"], told);
    }

    [Fact]
    public async Task Watch_OfAnEngine_IsAnsweredBeforeAnythingHappens()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("one");
        IEngineGrain engine = cluster.Cluster.Client.GetGrain<IEngineGrain>(EngineKeys.Of("one", uuid));
        await using IAsyncEnumerator<Listing<FlowEvent>> lists = engine.WatchAsync().WithBatchSize(1).GetAsyncEnumerator();

        Assert.True(await lists.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Empty(lists.Current.Items);
        gate.Open();
        Assert.True(await lists.MoveNextAsync());
        Assert.NotEmpty(lists.Current.Items);
    }

    [Fact]
    public async Task End_OfARun_LeavesNoReminder()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("one");
        Assert.Equal(1, cluster.Reminders.CountOf(uuid));
        gate.Open();
        await Runner.WaitAsync(uuid);

        await cluster.Reminders.WhenGoneAsync(uuid);
    }

    [Fact]
    public async Task Start_OfAFlowWhoseStorageIsOpenElsewhere_BringsItThere()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("rare");
        await Runner.CancelAsync(uuid);
        await Runner.WaitAsync(uuid);
        await using IFlowStorage storage = await cluster.OfSilo(0).OpenAsync(uuid);
        gate.Open();

        await Runner.ResumeAsync(uuid);

        (await Runner.WaitAsync(uuid)).EnsureSuccess();
        Assert.Equal("only", await storage.GetExecuteResultAsync<string>("only"));
    }
}
