using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A backend in this process, reached as a program reaches it that registers it.</summary>
public sealed class EmbeddedSubject : ISubject
{
    private readonly ServiceProvider _services;
    private readonly Func<int, ILimit>? _limitOf;
    private readonly IDisposable? _limits;

    private EmbeddedSubject(string connection, Func<int, ILimit>? limitOf = null, IDisposable? limits = null, ICommitCount? commits = null)
    {
        _services = new ServiceCollection().AddTaskFlow(connection).BuildServiceProvider();
        _limitOf = limitOf;
        _limits = limits;
        Commits = commits;
        Storages = _services.GetRequiredService<IFlowStorageFactory>();
    }

    public static IReadOnlyList<SubjectKind> Kinds { get; } =
    [
        new("memory", "memory", _ => Task.FromResult<ISubject>(new EmbeddedSubject("memory"))) { Runs = RunScenario.Names },
        new("sqlite", "sqlite", folder => Task.FromResult<ISubject>(Sqlite(folder))) { Runs = RunScenario.Names },
        new("directory", "directory", folder => Task.FromResult<ISubject>(Directory(folder, durable: true))),
        new("directory-nosync", "directory", folder => Task.FromResult<ISubject>(Directory(folder, durable: false))),
        PostgresSubject.Kind,
        ZooKeeperSubject.Kind,
    ];

    public IFlowStorageFactory Storages { get; }

    public ICommitCount? Commits { get; }

    public ILimit? LimitOf(Scenario scenario, int callers) =>
        scenario.Kind == ScenarioKind.Write ? _limitOf?.Invoke(scenario.WrittenLength) : null;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _limits?.Dispose();
    }

    private static EmbeddedSubject Sqlite(string folder)
    {
        var commits = new RawCommits(folder);
        string file = Path.Combine(folder, "flows.db");
        return new EmbeddedSubject($"sqlite:///{file}", commits.Of, commits, new SqliteCommits(file));
    }

    private static EmbeddedSubject Directory(string folder, bool durable)
    {
        var appends = new RawAppends(folder, durable);
        return new EmbeddedSubject($"dir:///{Path.Combine(folder, "flows")}?durable={durable}", appends.Of, appends);
    }
}
