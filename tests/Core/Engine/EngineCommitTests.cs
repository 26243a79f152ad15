using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What an engine leaves in the log of a SQLite file.</summary>
public sealed class EngineCommitTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // What is handed over at once, such as all intentions to revert, now and then goes in two commits.
    [Fact]
    public async Task RunAsync_TasksOneAfterTheOther_CommitsOnceATask()
    {
        int few = await CommitsAsync(Linear(10));
        int many = await CommitsAsync(Linear(40));

        Assert.InRange(many - few, 30, 33);
    }

    [Fact]
    public async Task RunAsync_RevertsOneAfterTheOther_CommitsOnceATaskEachWay()
    {
        int few = await CommitsAsync(Linear(10).Add(Failing("last")));
        int many = await CommitsAsync(Linear(40).Add(Failing("last")));

        Assert.InRange(many - few, 60, 66);
    }

    [Fact]
    public async Task RunAsync_ATaskWithADeciderBeforeIt_CommitsItsBeginningOnItsOwn()
    {
        Flow plain = Flow.Graph("f").Add(Nothing("a"), Nothing("b")).Link("a", "b");
        Flow decided = Flow.Graph("f").Add(Nothing("a"), Nothing("b")).Link("a", "b", _ => true);

        Assert.Equal(1, await CommitsAsync(decided) - await CommitsAsync(plain));
    }

    [Fact]
    public async Task RunAsync_WithACheckpoint_CommitsEveryChangeOnItsOwn()
    {
        var seen = new List<string>();
        var options = new FlowEngineOptions
        {
            Checkpoint = async notification =>
            {
                if (notification is TaskNotification task)
                {
                    string stored = (await StatesAsync(notification.FlowUuid))[task.AtomName];
                    seen.Add($"{task.AtomName} {task.State.ToName()}, stored {stored}");
                }
            },
        };

        await CommitsAsync(Linear(2), options);

        Assert.Equal(
            ["task-0 RUNNING, stored RUNNING", "task-0 SUCCESS, stored SUCCESS", "task-1 RUNNING, stored RUNNING", "task-1 SUCCESS, stored SUCCESS"],
            seen);
    }

    [Fact]
    public async Task RunAsync_BeforeATaskIsCalled_HasStoredWhatCameBeforeIt()
    {
        string? stored = null;
        Flow flow = Flow.Linear("f").Add(
            Nothing("a"),
            TaskAtom.Create("b", async (call, _) =>
            {
                stored = string.Join(' ', (await StatesAsync(call.FlowUuid)).Select(atom => $"{atom.Key}={atom.Value}"));
                return Document.Null;
            }));

        await CommitsAsync(flow);

        Assert.Equal("a=SUCCESS b=RUNNING", stored);
    }

    private static Flow Linear(int tasks) => Flow.Linear("f").Add([.. Enumerable.Range(0, tasks).Select(i => Nothing($"task-{i}"))]);

    private static TaskAtom Nothing(string name) => TaskAtom.Create(name, (_, _) => new(Document.Null));

    private static TaskAtom Failing(string name) => TaskAtom.Create(name, (_, _) => throw new TimeoutException("no"));

    // Runs a flow, and counts how often the file was committed to meanwhile.
    private async Task<int> CommitsAsync(Flow flow, FlowEngineOptions? options = null)
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        var book = new LogBook("b");
        var detail = new FlowDetail(flow.Name, Guid.NewGuid().ToString());
        book.Add(detail);
        await backend.Connect().SaveLogBookAsync(book);
        await using FlowStorage storage = await FlowStorage.OpenAsync(backend, detail.Uuid);
        await using var engine = new FlowEngine(storage, flow, options);
        int before = SqliteLog.CountCommits(_folder.File);
        try
        {
            await engine.RunAsync();
        }
        catch (TimeoutException)
        {
            Assert.Equal(State.Reverted, await storage.GetFlowStateAsync());
        }

        return SqliteLog.CountCommits(_folder.File) - before;
    }

    private async Task<IReadOnlyDictionary<string, string>> StatesAsync(string flowUuid)
    {
        await using SqliteBackend other = _folder.Open();
        return (await other.Connect().GetFlowDetailsAsync(flowUuid))
            .OrderBy(atom => atom.Name, StringComparer.Ordinal)
            .ToDictionary(atom => atom.Name, atom => atom.State!.Value.ToName());
    }
}
