namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>A task of a trace.</summary>
internal sealed class ScriptedTask(string name, AtomContract contract, Script script, IReadOnlyList<TraceValue> execute, IReadOnlyList<TraceValue> revert)
    : TaskAtom(name, contract)
{
    public override ValueTask<Document> ExecuteAsync(TaskCall call, CancellationToken cancellationToken) =>
        new(script.Play(Name, executes: true, execute, ArgumentsOf(call)));

    public override ValueTask<Document> RevertAsync(TaskRevertCall call, CancellationToken cancellationToken) => new(script.Play(
        Name,
        executes: false,
        revert,
        [
            .. ArgumentsOf(call),
            KeyValuePair.Create<string, object?>("result", call.Failure is null ? call.Result : call.Failure),
            KeyValuePair.Create<string, object?>("flow_failures", call.FlowFailures),
        ]));

    private static IEnumerable<KeyValuePair<string, object?>> ArgumentsOf(TaskCall call) =>
        call.Arguments.Select(argument => KeyValuePair.Create<string, object?>(argument.Key, argument.Value));
}
