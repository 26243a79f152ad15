using System.Collections.Immutable;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Named values: where they come from and who sees which.</content>
public abstract partial class FlowStorageConformance
{
    [Fact]
    public async Task InjectedValues_OnceReopened_AreThoseThatWereStored()
    {
        IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"));
        await storage.InjectAsync(Values(("stored", 1), ("both", "stored")));
        await storage.InjectAsync(Values(("transient", 2), ("both", "transient")), transient: true);
        await storage.InjectAtomArgsAsync("a", Values(("own stored", 3)), transient: false);
        await storage.InjectAtomArgsAsync("a", Values(("own transient", 4)));
        await storage.InjectAsync(Values(("stored later", 5)));
        Assert.Equal(["stored", "transient"], (await storage.FetchManyAsync("both")).Select(value => value.To<string>()));
        Assert.Equal(2, await storage.FetchAsync<int>("transient"));
        Assert.Equal(4, (await ArgumentAsync(storage, "own transient")).To<int>());

        await using IFlowStorage reopened = await ReopenAsync(storage);

        Assert.Equal(["both", "stored", "stored later"], (await reopened.FetchAllAsync()).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(5, await reopened.FetchAsync<int>("stored later"));
        Assert.Equal("stored", await reopened.FetchAsync<string>("both"));
        Assert.Equal(3, (await ArgumentAsync(reopened, "own stored")).To<int>());
        await Assert.ThrowsAsync<NotFoundException>(() => ArgumentAsync(reopened, "own transient"));
        await Assert.ThrowsAsync<NotFoundException>(() => reopened.FetchAsync("transient"));

        static async Task<Document> ArgumentAsync(IFlowStorage storage, string name) =>
            (await storage.FetchMappedArgsAsync(new Dictionary<string, string> { ["x"] = name }, "a"))["x"];
    }

    [Fact]
    public async Task ProvidedValues_ByPart_AreReadFromTheResult()
    {
        IFlowStorage storage = await StartAsync(Parts("a"));
        await storage.SaveAsync("a", new object[] { new { host = "h", port = 1 }, 7 });

        Assert.Equal(7, await storage.FetchAsync<int>("second"));
        await Assert.ThrowsAsync<NotFoundException>(() => storage.FetchAsync("third"));
        await Assert.ThrowsAsync<NotFoundException>(() => storage.FetchAsync("member"));

        await using IFlowStorage reopened = await ReopenAsync(storage);
        await Assert.ThrowsAsync<NotFoundException>(() => reopened.FetchAsync("whole"));
        await reopened.EnsureAtomsAsync([Parts("a")]);
        Assert.Equal(2, (await reopened.FetchAsync("whole")).Items.Count);
        await reopened.SaveAsync("a", new { name = "n" });
        Assert.Equal("n", await reopened.FetchAsync<string>("member"));

        static AtomDeclaration Parts(string name) => AtomDeclaration.Task(name) with
        {
            SaveAs = ImmutableDictionary<string, ResultKey>.Empty
                .Add("whole", ResultKey.Whole).Add("second", ResultKey.At(1)).Add("third", ResultKey.At(2)).Add("member", ResultKey.Member("name")),
        };
    }

    [Fact]
    public async Task ProvidedValues_WhosePartMoved_AreReadFromTheLatestPart()
    {
        await using IFlowStorage storage = await StartAsync(Providing(ResultKey.At(0)));
        await storage.SaveAsync("a", new[] { "first", "second" });
        Assert.Equal("first", await storage.FetchAsync<string>("x"));

        await storage.EnsureAtomsAsync([Providing(ResultKey.At(1))]);

        Assert.Equal(["second", "second"], (await storage.FetchManyAsync("x")).Select(value => value.To<string>()));
        var args = await storage.FetchMappedArgsAsync(new Dictionary<string, string> { ["arg"] = "x" }, scope: [["a"]]);
        Assert.Equal("second", args["arg"].To<string>());

        static AtomDeclaration Providing(ResultKey part) =>
            AtomDeclaration.Task("a") with { SaveAs = ImmutableDictionary<string, ResultKey>.Empty.Add("x", part) };
    }

    [Fact]
    public async Task MappedArguments_WithScopes_ComeFromTheNearestThatHasThem()
    {
        await using IFlowStorage storage = await StartAsync(
            AtomDeclaration.Task("near", "x"), AtomDeclaration.Task("far", "x"), AtomDeclaration.Task("user"));
        await storage.SaveAsync("far", "far");
        var wanted = new Dictionary<string, string> { ["arg"] = "x" };

        NotFoundException error = await AssertRefusedAsync<NotFoundException>(
            storage, () => storage.FetchMappedArgsAsync(wanted, "user", [["near"], ["far"]]), "x", "near");
        Assert.IsType<DisallowedAccessException>(error.InnerException);

        await storage.SetAtomStateAsync("near", State.Ignore);
        Assert.Equal("far", await ArgumentAsync());
        await storage.SetAtomStateAsync("near", State.Pending);
        await storage.SaveAsync("near", "near");
        Assert.Equal("near", await ArgumentAsync());
        await storage.InjectAsync("x", "injected");
        Assert.Equal("injected", await ArgumentAsync());
        await storage.InjectAtomArgAsync("user", "x", "own");
        Assert.Equal("own", await ArgumentAsync());

        async Task<string?> ArgumentAsync() => (await storage.FetchMappedArgsAsync(wanted, "user", [["near"], ["far"]]))["arg"].To<string>();
    }

    [Fact]
    public async Task Arguments_ThatNothingProvides_AreNamedOrLeftOut()
    {
        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a", "x"), AtomDeclaration.Task("user"));
        var wanted = new Dictionary<string, string> { ["one"] = "x", ["two"] = "nowhere", ["three"] = "nowhere either" };

        Assert.Equal(["three", "two"], await storage.FetchUnsatisfiedArgsAsync("user", wanted, [["a"]]));
        Assert.Equal(["two"], await storage.FetchUnsatisfiedArgsAsync("user", wanted, [["a"]], ["three"]));
        await storage.SaveAsync("a", 1);
        await AssertRefusedAsync<NotFoundException>(
            storage, () => storage.FetchMappedArgsAsync(wanted, "user", [["a"]], ["three"]), "two", "nowhere", "user");
        Assert.Equal(["one"], (await storage.FetchMappedArgsAsync(wanted, "user", [["a"]], ["two", "three"])).Keys);
    }

    [Fact]
    public async Task InjectedValues_WhileTheirHolderHasNoResults_AreDisallowed()
    {
        await using IFlowStorage storage = await StartAsync();
        await storage.InjectAsync("x", 1);
        await storage.SetAtomStateAsync(IFlowStorage.InjectorName, State.Pending);

        DisallowedAccessException error = await AssertRefusedAsync<DisallowedAccessException>(
            storage, () => storage.FetchAsync("x"), IFlowStorage.InjectorName);

        Assert.Equal(State.Pending, error.State);
    }
}
