using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A backend in this process, reached as a program reaches it that registers it.</summary>
public sealed class EmbeddedSubject : ISubject
{
    private readonly ServiceProvider _services;
    private readonly RawCommits? _commits;

    private EmbeddedSubject(string connection, RawCommits? commits)
    {
        _services = new ServiceCollection().AddTaskFlow(connection).BuildServiceProvider();
        _commits = commits;
        Storages = _services.GetRequiredService<IFlowStorageFactory>();
    }

    public static IReadOnlyList<SubjectKind> Kinds { get; } =
    [
        new("memory", "memory", _ => Task.FromResult<ISubject>(new EmbeddedSubject("memory", null))),
        new("sqlite", "sqlite", folder => Task.FromResult<ISubject>(
            new EmbeddedSubject($"sqlite:///{Path.Combine(folder, "flows.db")}", new RawCommits(folder)))),
        PostgresSubject.Kind,
    ];

    public IFlowStorageFactory Storages { get; }

    public ILimit? LimitOf(Scenario scenario, int callers) => scenario.Kind == ScenarioKind.Write ? _commits?.Of(scenario.WrittenLength) : null;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _commits?.Dispose();
    }
}
