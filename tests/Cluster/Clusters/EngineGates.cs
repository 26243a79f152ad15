using System.Collections.Concurrent;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The gates of flows, by their uuids.</summary>
public sealed class EngineGates
{
    private readonly ConcurrentDictionary<string, EngineGate> _gates = new();

    public EngineGate this[string flowUuid] => _gates.GetOrAdd(flowUuid, _ => new EngineGate());

    /// <summary>A task that does not wait.</summary>
    public TaskAtom Passing(string name) => TaskAtom.Create(name, (call, _) => new(this[call.FlowUuid].Note(call)));

    /// <summary>A task that reports progress again and again until its gate is open.</summary>
    public TaskAtom Reporting(string name) => TaskAtom.Create(name, async (call, cancellationToken) =>
    {
        Task<Document> passing = this[call.FlowUuid].PassAsync(call, cancellationToken).AsTask();
        while (!passing.IsCompleted)
        {
            await call.ReportProgressAsync(0.5, Document.From("half"));
            await Task.WhenAny(passing, Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken));
        }

        return await passing;
    });

    /// <summary>A task that waits at the gate of its flow.</summary>
    public TaskAtom Gated(string name) => TaskAtom.Create(name, (call, cancellationToken) => this[call.FlowUuid].PassAsync(call, cancellationToken));

    /// <summary>A task that waits at the gate of its flow, and fails when it is open.</summary>
    public TaskAtom Failing(string name, string message, Func<TaskRevertCall, CancellationToken, ValueTask<Document>>? revert = null) => TaskAtom.Create(
        name,
        async (call, cancellationToken) =>
        {
            await this[call.FlowUuid].PassAsync(call, cancellationToken);
            throw new TimeoutException(message);
        },
        revert);
}
