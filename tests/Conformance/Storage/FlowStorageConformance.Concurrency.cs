using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Many callers at once.</content>
public abstract partial class FlowStorageConformance
{
    private const int Callers = 16;
    private const int Rounds = 10;

    [Fact]
    public async Task ManyCallers_OnAtomsOfTheirOwn_AllArrive()
    {
        await using IFlowStorage storage = await StartAsync(
            [.. Enumerable.Range(0, Callers).Select(caller => AtomDeclaration.Task($"task {caller}", $"value {caller}"))]);

        await AtOnceAsync(async caller =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                await storage.SetAtomStateAsync($"task {caller}", State.Running);
                await storage.SetTaskProgressAsync($"task {caller}", 0.5);
                await storage.SaveAsync($"task {caller}", new[] { caller, round });
                Assert.Equal(Document.From(new[] { caller, round }), await storage.FetchAsync($"value {caller}"));
            }
        });

        for (int caller = 0; caller < Callers; caller++)
        {
            Assert.Equal(Document.From(new[] { caller, Rounds - 1 }), (await StoredAsync($"task {caller}")).LastResults);
        }

        await AssertShowsWhatIsStoredAsync(storage);
    }

    [Fact]
    public async Task ManyCallers_OnOneAtom_LoseNothing()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("task"), AtomDeclaration.Retry("retry"));

        await AtOnceAsync(async caller =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                await storage.UpdateAtomMetadataAsync("task", Values(($"{caller}-{round}", round)));
                await storage.SaveAsync("retry", new[] { caller, round });
            }
        });

        Assert.Equal(Callers * Rounds, (await StoredAsync("task")).Meta.Count);
        int[][] attempts = [.. ((RetryDetail)await StoredAsync("retry")).Attempts.Select(attempt => attempt.Value.To<int[]>()!)];
        Assert.Equal(Callers * Rounds, attempts.Length);
        for (int caller = 0; caller < Callers; caller++)
        {
            Assert.Equal(Enumerable.Range(0, Rounds), attempts.Where(attempt => attempt[0] == caller).Select(attempt => attempt[1]));
        }

        await AssertShowsWhatIsStoredAsync(storage);
    }

    [Fact]
    public async Task ManyCallers_OnTheFlow_LoseNothing()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("shared"));

        IReadOnlyList<string>[] uuids = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            await storage.InjectAsync(Values(($"injected {caller}", caller)));
            await storage.UpdateFlowMetadataAsync(Values(($"noted {caller}", caller)));
            return await storage.EnsureAtomsAsync(
                [AtomDeclaration.Task("shared"), AtomDeclaration.Task("all want it"), AtomDeclaration.Task($"mine {caller}")]);
        })));

        Assert.Single(uuids.Select(mine => mine[0]).Distinct());
        Assert.Single(uuids.Select(mine => mine[1]).Distinct());
        Assert.Equal(Callers, uuids.Select(mine => mine[2]).Distinct().Count());
        FlowDetail stored = await Second.Backend.Connect().GetFlowDetailsAsync(FlowUuid);
        Assert.Equal(2 + Callers + 1, stored.Count);
        Assert.Equal(Callers, stored.Meta.Count);
        Assert.Equal(Callers, (await StoredAsync(IFlowStorage.InjectorName)).LastResults.Members.Count);
        for (int caller = 0; caller < Callers; caller++)
        {
            Assert.Equal(caller, await storage.FetchAsync<int>($"injected {caller}"));
        }

        await AssertShowsWhatIsStoredAsync(storage);
    }

    private static Task AtOnceAsync(Func<int, Task> work) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => work(caller))));
}
