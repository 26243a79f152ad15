using System.Collections.Immutable;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A task that does what is drawn.</summary>
internal sealed class SimulatedTask(DrawnTask task, World world) : TaskAtom(task.Name, ContractOf(task) with
{
    Priority = task.Priority,
    Timeout = task.Timeout == 0 ? null : TimeSpan.FromSeconds(task.Timeout),
    Injected = task.Injected.ToImmutableDictionary(pair => pair.Key, pair => Document.From(pair.Value)),
})
{
    public static AtomContract ContractOf(DrawnAtom atom) => AtomContract.Requiring([.. atom.Requires]) with
    {
        Provides = atom.Provides.ToImmutableDictionary(pair => pair.Key, pair => pair.Value is { } at ? ResultKey.At(at) : ResultKey.Whole),
    };

    public override ValueTask<Document> ExecuteAsync(TaskCall call, CancellationToken cancellationToken) =>
        world.CallAsync(task, executes: true, call, number => new(Result(number)), cancellationToken);

    public override ValueTask<Document> RevertAsync(TaskRevertCall call, CancellationToken cancellationToken) =>
        world.CallAsync(task, executes: false, call, _ => new(Document.Null), cancellationToken);

    private Document Result(int number) => task.Provides.Values.Any(place => place is not null)
        ? Document.From(Enumerable.Range(0, 3).Select(place => $"{task.Name}#{number}.{place}").ToArray())
        : Document.From($"{task.Name}#{number}");
}
