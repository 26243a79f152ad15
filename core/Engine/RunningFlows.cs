using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>The flows that engines of this process are running, so that no second engine runs one of them over the same backend.</summary>
internal static class RunningFlows
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, FlowEngine>> _running = [];

    /// <exception cref="InvalidOperationException">Another engine is running the flow.</exception>
    public static void Enter(IFlowStorage storage, FlowEngine engine)
    {
        if (FlowsOf(storage).GetOrAdd(storage.FlowUuid, engine) != engine)
        {
            throw new InvalidOperationException(
                $"Another engine of this process is running flow '{FlowContents.Shown(storage.FlowName)}' ({FlowContents.Shown(storage.FlowUuid)}); wait for that, or suspend it.");
        }
    }

    public static void Leave(IFlowStorage storage, FlowEngine engine) =>
        FlowsOf(storage).TryRemove(KeyValuePair.Create(storage.FlowUuid, engine));

    private static ConcurrentDictionary<string, FlowEngine> FlowsOf(IFlowStorage storage) =>
        _running.GetValue(storage is FlowStorage embedded ? embedded.Backend : storage, static _ => new(StringComparer.Ordinal));
}
