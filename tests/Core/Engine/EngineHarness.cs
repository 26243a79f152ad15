using System.Collections.Concurrent;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A store for engines under test, tasks that note when they are called, and the flow as the store has it.</summary>
/// <param name="joinsAtoms">Whether the store takes several atoms as one.</param>
internal sealed class EngineHarness(bool joinsAtoms = false) : IFlowStorageFactory, IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _calls = new();

    public InterceptedBackend Store { get; } = new() { JoinsAtoms = joinsAtoms };

    public IBackend Backend => Store;

    /// <summary>What was called, in order: <c>a</c> for an execution, <c>-a</c> for a revert.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public async Task<IFlowStorage> OpenAsync(string flowUuid, CancellationToken cancellationToken = default) => await FlowStorage.OpenAsync(
        Store, flowUuid, new FlowStorageOptions { Attempts = 1, AttemptDelay = TimeSpan.Zero }, cancellationToken: cancellationToken);

    public Task<FlowEngine> CreateAsync(Flow flow, FlowEngineOptions? options = null, TimeProvider? time = null) =>
        FlowEngine.CreateAsync(this, flow, options: options, time: time);

    public Task<FlowEngine> LoadAsync(string flowUuid, Flow flow, FlowEngineOptions? options = null) =>
        FlowEngine.LoadAsync(this, flowUuid, flow, options);

    /// <summary>A task that does nothing, or throws, or does what it is given.</summary>
    public TaskAtom Task(
        string name,
        Func<TaskCall, Document>? execute = null,
        Func<TaskRevertCall, Document>? revert = null,
        AtomContract? contract = null) => TaskAtom.Create(
            name,
            (call, _) =>
            {
                _calls.Enqueue(name);
                return new(execute?.Invoke(call) ?? Document.Null);
            },
            (call, _) =>
            {
                _calls.Enqueue($"-{name}");
                return new(revert?.Invoke(call) ?? Document.Null);
            },
            contract);

    public TaskAtom Failing(string name, string message = "no") => Task(name, _ => throw new TimeoutException(message));

    /// <summary>The flow, read from the store.</summary>
    public Task<FlowDetail> StoredAsync(FlowEngine engine) => Store.Direct.GetFlowDetailsAsync(engine.Storage.FlowUuid);

    /// <summary>The state of each atom in the store, as <c>a=SUCCESS b=PENDING</c>.</summary>
    public async Task<string> StatesAsync(FlowEngine engine) => string.Join(' ', (await StoredAsync(engine))
        .Where(atom => atom.Name != IFlowStorage.InjectorName)
        .OrderBy(atom => atom.Name, StringComparer.Ordinal)
        .Select(atom => $"{atom.Name}={atom.State!.Value.ToName()}"));

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
