using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A process that dies at any write of its store: the next engine ends the flow as if nothing had happened.</summary>
public sealed class EngineResumeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ACrash_AtAnyWrite_AndTheNextEngineEndsTheFlow_WithoutRepeatingWhatIsDone(int degree)
    {
        for (int writes = 0; ; writes++)
        {
            await using var harness = new EngineHarness();
            var done = new HashSet<string>();
            var repeated = new List<string>();
            Flow flow = NewFlow(harness, done, repeated);
            var (crashed, uuid) = await RunAsync(harness, flow, degree, writes, done);
            await using FlowEngine second = await harness.LoadAsync(uuid, flow, new FlowEngineOptions { MaxDegreeOfParallelism = degree });
            State state = await second.RunAsync();

            Assert.Equal(State.Success, state);
            Assert.Empty(repeated);
            Assert.Equal("a=SUCCESS b=SUCCESS c=SUCCESS d=SUCCESS e=IGNORE g_retry=SUCCESS", await harness.StatesAsync(second));
            Assert.Equal("\"c2\"", (await second.Storage.FetchAsync("c")).ToString());
            if (!crashed)
            {
                Assert.InRange(writes, 20, 80);
                break;
            }
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task AStore_ThatIsDownForAWhile_FromAnyWriteOn_AndTheSameEngineEndsTheFlow_WithoutRepeatingWhatIsDone(int degree, bool appliesAll)
    {
        for (int first = 1, writes = first; writes >= first; first++)
        {
            await using var harness = new EngineHarness();
            var done = new HashSet<string>();
            var repeated = new List<string>();
            writes = 0;
            async Task<T> WriteAsync<T>(Func<Task<T>> write)
            {
                int number = Interlocked.Increment(ref writes);
                if (number < first || number >= first + 3)
                {
                    return await write();
                }

                _ = appliesAll ? await write() : default;
                throw new StorageFailureException("down", outcomeUnknown: appliesAll);
            }

            harness.Store.OnFlow = (_, write) => WriteAsync(write);
            harness.Store.OnAtom = (atom, write) => WriteAsync(() => NotingAsync(atom, write, done));
            Flow flow = NewFlow(harness, done, repeated);
            await using FlowEngine engine = await harness.CreateAsync(flow, new FlowEngineOptions { MaxDegreeOfParallelism = degree });

            State? ended = null;
            for (int runs = 0; ended is null; runs++)
            {
                Assert.InRange(runs, 0, 3);
                try
                {
                    ended = await engine.RunAsync();
                }
                catch (StorageFailureException error)
                {
                    Assert.Contains("down", error.Message, StringComparison.Ordinal);
                }
            }

            Assert.Equal(State.Success, ended);
            Assert.Empty(repeated);
            Assert.Equal("a=SUCCESS b=SUCCESS c=SUCCESS d=SUCCESS e=IGNORE g_retry=SUCCESS", await harness.StatesAsync(engine));
        }
    }

    [Fact]
    public async Task AFlow_ThatLostAndGainedAtoms_RunsThoseThatAreNew()
    {
        await using var harness = new EngineHarness();
        Flow before = Flow.Linear("f").Add(harness.Task("a"), harness.Task("b"), harness.Failing("c"));
        await using FlowEngine first = await harness.CreateAsync(before, new FlowEngineOptions { NeverResolve = true });
        await Assert.ThrowsAsync<TimeoutException>(() => first.RunAsync());

        Flow after = Flow.Linear("f").Add(harness.Task("new"), harness.Task("a"), harness.Task("d"));
        await using FlowEngine second = await harness.LoadAsync(first.Storage.FlowUuid, after);

        Assert.Equal(State.Success, await second.RunAsync());
        Assert.Equal(["a", "b", "c", "new", "d"], harness.Calls);
        Assert.Equal("a=SUCCESS b=SUCCESS c=FAILURE d=SUCCESS new=SUCCESS", await harness.StatesAsync(second));
    }

    // Fails once and is tried again; and a decider keeps the last task from running.
    private static Flow NewFlow(EngineHarness harness, HashSet<string> done, List<string> repeated)
    {
        int attempts = 0;
        Document Execute(TaskCall call, Func<Document> result)
        {
            lock (done)
            {
                if (done.Contains(call.AtomName))
                {
                    repeated.Add(call.AtomName);
                }
            }

            return result();
        }

        TaskAtom Task(string name) => harness.Task(name, call => Execute(call, () => Document.Null));
        return Flow.Graph("f")
            .Add(
                Flow.Unordered("u").Add(Task("a"), Task("b")),
                Flow.Linear("g", Retry.Times(3)).Add(harness.Task(
                    "c",
                    call => Execute(call, () => call.Attempt == 1 && ++attempts < 100 ? throw new TimeoutException() : Document.From($"c{call.Attempt}")),
                    contract: AtomContract.Empty.Providing("c"))),
                Task("d"),
                Task("e"))
            .Link("u", "g").Link("g", "d").Link("d", "e", history => history.Count == 0);
    }

    private static async Task<(bool Crashed, string Uuid)> RunAsync(EngineHarness harness, Flow flow, int degree, int writes, HashSet<string> done)
    {
        await using FlowEngine engine = await harness.CreateAsync(flow, new FlowEngineOptions { MaxDegreeOfParallelism = degree });
        int left = writes;
        bool dead = false;
        async Task<T> WriteAsync<T>(Func<Task<T>> write)
        {
            dead |= Interlocked.Decrement(ref left) < 0;
            return dead ? throw new StaleWriteException("the process is dead") : await write();
        }

        harness.Store.OnFlow = (_, write) => WriteAsync(write);
        harness.Store.OnAtom = (atom, write) => NotingAsync(atom, () => WriteAsync(write), done);
        try
        {
            await engine.RunAsync();
        }
        catch (StaleWriteException)
        {
        }

        harness.Store.OnFlow = (_, write) => write();
        harness.Store.OnAtom = (atom, write) => NotingAsync(atom, write, done);
        return (dead, engine.Storage.FlowUuid);
    }

    private static async Task<AtomDetail> NotingAsync(AtomDetail atom, Func<Task<AtomDetail>> write, HashSet<string> done)
    {
        AtomDetail stored = await write();
        lock (done)
        {
            _ = atom.State == State.Success ? done.Add(atom.Name) : done.Remove(atom.Name);
        }

        return stored;
    }
}
