using System.Collections.Immutable;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Calls tasks as an engine does: with the values that their contracts ask for, by symbol.</summary>
internal static class Calling
{
    public static async Task<Document> RunAsync(
        this TaskAtom task,
        object? values = null,
        IServiceProvider? services = null,
        Func<double, Document?, ValueTask>? progress = null,
        CancellationToken cancellationToken = default) =>
        await task.ExecuteAsync(
            new TaskCall
            {
                FlowUuid = "f",
                FlowName = "flow",
                AtomName = task.Name,
                Arguments = Arguments(task, task.Contract.Arguments, values),
                Services = services,
                Progress = progress,
            },
            cancellationToken);

    public static async Task<Document> UndoAsync(
        this TaskAtom task,
        object? values = null,
        Document? result = null,
        Failure? failure = null,
        IReadOnlyDictionary<string, Failure>? failures = null,
        IServiceProvider? services = null) =>
        await task.RevertAsync(
            new TaskRevertCall
            {
                FlowUuid = "f",
                FlowName = "flow",
                AtomName = task.Name,
                Arguments = Arguments(task, task.Contract.RevertArguments ?? task.Contract.Arguments, values),
                Result = result ?? Document.Null,
                Failure = failure,
                FlowFailures = failures ?? ImmutableDictionary<string, Failure>.Empty,
                Services = services,
            },
            CancellationToken.None);

    /// <summary>What a task provides, as the symbols and keys in order.</summary>
    public static string Provided(this TaskAtom task) =>
        string.Join(" ", task.Contract.Provides.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private static Dictionary<string, Document> Arguments(TaskAtom task, ImmutableArray<AtomArgument> wanted, object? values)
    {
        IReadOnlyDictionary<string, Document> given = values is null ? ImmutableDictionary<string, Document>.Empty : Document.From(values).Members;
        var arguments = new Dictionary<string, Document>();
        foreach (AtomArgument argument in wanted)
        {
            if (task.Contract.Injected.TryGetValue(argument.Symbol, out Document? value) || given.TryGetValue(argument.Symbol, out value))
            {
                arguments.Add(argument.Name, value);
            }
            else if (!argument.IsOptional)
            {
                throw new InvalidOperationException($"The test gives no '{argument.Symbol}'.");
            }
        }

        return arguments;
    }
}
