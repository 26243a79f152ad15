using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Results and failures.</content>
public abstract partial class FlowStorageConformance
{
    public static IEnumerable<object[]> ValuesByName => AwkwardValues.All.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(ValuesByName))]
    public virtual async Task AnyValue_SavedOrInjected_ComesBackAsItWas(string which)
    {
        Document value = AwkwardValues.All[which];
        IFlowStorage storage = await StartAsync(AtomDeclaration.Task("task", "of task"), AtomDeclaration.Retry("retry", "of retry"));
        await storage.SaveAsync("task", value);
        await storage.SaveAsync("retry", value);
        await storage.InjectAsync(new Dictionary<string, Document> { ["injected"] = value });
        await storage.InjectAtomArgsAsync("task", new Dictionary<string, Document> { ["own"] = value }, transient: false);
        await storage.UpdateFlowMetadataAsync(new Dictionary<string, Document> { ["noted"] = value });

        await using IFlowStorage reopened = await ReopenAsync(storage);
        await reopened.EnsureAtomsAsync([AtomDeclaration.Task("task", "of task"), AtomDeclaration.Retry("retry", "of retry")]);

        Assert.Equal(value, await reopened.GetExecuteResultAsync("task"));
        foreach (string name in new[] { "of task", "of retry", "injected" })
        {
            Assert.Equal(value, await reopened.FetchAsync(name));
        }

        var args = await reopened.FetchMappedArgsAsync(new Dictionary<string, string> { ["x"] = "own" }, "task");
        Assert.Equal(value, args["x"]);
        Assert.Equal(value, (await reopened.GetFlowMetadataAsync())["noted"]);
    }

    [Fact]
    public async Task Results_ThroughAllOfATasksLife_AreThoseOfItsLastSave()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"));
        await Assert.ThrowsAsync<NotFoundException>(() => storage.GetExecuteResultAsync("a"));

        await storage.SaveAsync("a", 5);
        Assert.Equal(5, await storage.GetExecuteResultAsync<int>("a"));
        await AssertShowsWhatIsStoredAsync(storage);

        await storage.SaveFailureAsync("a", new InvalidOperationException("woot"));
        Failure failure = Failure.FromDocument(await storage.GetExecuteResultAsync("a"));
        Assert.Equal("woot", failure.Message);
        Assert.True(failure.Check<InvalidOperationException>());
        await AssertShowsWhatIsStoredAsync(storage);

        await storage.SetAtomIntentionAsync("a", Intention.Revert);
        await storage.SetAtomStateAsync("a", State.Reverting);
        await storage.SaveFailureAsync("a", new TimeoutException("stuck"), State.RevertFailure);
        Assert.Equal("stuck", Failure.FromDocument(await storage.GetRevertResultAsync("a")).Message);
        await storage.SaveAsync("a", "undone", State.Reverted);
        Assert.Equal("undone", await storage.GetRevertResultAsync<string>("a"));
        Assert.Equal("woot", Failure.FromDocument(await storage.GetExecuteResultAsync("a")).Message);
        await AssertShowsWhatIsStoredAsync(storage);

        await storage.ResetAsync("a");
        AtomDetail stored = await StoredAsync("a");
        Assert.Equal((State.Pending, Intention.Execute), (stored.State, stored.Intention));
        Assert.Null(stored.Failure);
        Assert.True(stored.LastResults.IsNull && stored.RevertResults.IsNull);
        await AssertShowsWhatIsStoredAsync(storage);
    }

    [Fact]
    public async Task FailureLists_GoByIntentionAndLastUntilAReset()
    {
        IFlowStorage storage = await StartAsync(
            AtomDeclaration.Task("executed"), AtomDeclaration.Task("reverted"), AtomDeclaration.Task("ignored"), AtomDeclaration.Task("fine"));
        Assert.False(await storage.HasFailuresAsync());
        await storage.SetAtomIntentionAsync("ignored", Intention.Ignore);
        await storage.SaveFailureAsync("ignored", new InvalidOperationException("unlisted"));
        Assert.False(await storage.HasFailuresAsync());

        await storage.SaveFailureAsync("executed", new InvalidOperationException("one"));
        await storage.SetAtomIntentionAsync("reverted", Intention.Revert);
        await storage.SaveFailureAsync("reverted", new InvalidOperationException("two"), State.RevertFailure);
        await storage.SaveAsync("executed", 1);

        Assert.Equal(["executed"], (await storage.GetExecuteFailuresAsync()).Keys);
        Assert.Equal("two", Assert.Single(await storage.GetRevertFailuresAsync()).Value.Message);
        await storage.ResetAsync("executed");
        Assert.Empty(await storage.GetExecuteFailuresAsync());
        Assert.True(await storage.HasFailuresAsync());

        await using IFlowStorage reopened = await ReopenAsync(storage);
        Assert.Equal(["ignored"], (await reopened.GetExecuteFailuresAsync()).Keys);
        Assert.Equal(["reverted"], (await reopened.GetRevertFailuresAsync()).Keys);
    }

    [Fact]
    public async Task AFailure_WithCauses_IsStoredWithAllThatIsKnownOfIt()
    {
        IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"));
        Failure failure = SampleRecords.Failure("with a cause");
        await storage.SaveFailureAsync("a", failure);

        await using IFlowStorage reopened = await ReopenAsync(storage);

        Failure stored = (await reopened.GetExecuteFailuresAsync())["a"];
        Assert.True(failure.Matches(stored));
        Assert.Contains(nameof(SampleRecords), stored.Trace, StringComparison.Ordinal);
        Assert.Equal("the cause of with a cause", Assert.Single(stored.Causes).Message);
    }

    [Fact]
    public async Task AFailure_WithAHundredCauses_IsStoredWithAllOfThem()
    {
        Exception error = new TimeoutException("the first cause");
        for (int number = 0; number < 100; number++)
        {
            error = new InvalidOperationException("because", error);
        }

        IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"), AtomDeclaration.Retry("again"));
        var failure = Failure.FromException(error);
        await storage.SaveFailureAsync("a", failure);
        await storage.SaveAsync("again", 1);
        await storage.SaveRetryFailureAsync("again", "a", failure);

        await using IFlowStorage reopened = await ReopenAsync(storage);

        Assert.True(failure.Matches((await reopened.GetExecuteFailuresAsync())["a"]));
        Assert.True(failure.Matches((await reopened.GetRetryHistoryAsync("again")).Attempts[0].Failures["a"]));
    }

    [Fact]
    public async Task Retries_ThroughSeveralAttempts_KeepTheirHistory()
    {
        IFlowStorage storage = await StartAsync(AtomDeclaration.Retry("again", "host"), AtomDeclaration.Task("a"));
        await storage.SaveAsync("again", "first host");
        await storage.SaveRetryFailureAsync("again", "a", SampleRecords.Failure("kept"));
        await storage.SaveRetryFailureAsync("again", "a", SampleRecords.Failure("not kept"));
        await storage.SaveAsync("again", "second host");

        await using IFlowStorage reopened = await ReopenAsync(storage);
        await reopened.EnsureAtomsAsync([AtomDeclaration.Retry("again", "host")]);

        RetryHistory history = await reopened.GetRetryHistoryAsync("again");
        Assert.Equal(["first host", "second host"], history.Attempts.Select(attempt => attempt.Value.To<string>()));
        Assert.Equal("kept", history.Attempts[0].Failures["a"].Message);
        Assert.Empty(history.Attempts[1].Failures);
        Assert.Equal("second host", await reopened.FetchAsync<string>("host"));
        Assert.Equal(["again"], (await reopened.GetRetryHistoriesAsync()).Keys);

        await reopened.CleanupRetryHistoryAsync("again", State.Pending);
        Assert.Empty((await reopened.GetRetryHistoryAsync("again")).Attempts);
        Assert.Empty(((RetryDetail)await StoredAsync("again")).Attempts);
        await AssertRefusedAsync<StorageFailureException>(
            reopened, () => reopened.SaveRetryFailureAsync("again", "a", SampleRecords.Failure("homeless")), "again");
    }
}
