using BenchmarkDotNet.Attributes;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What calls of a storage cost, the store being memory.</summary>
public class FlowStorageBenchmarks : IAsyncDisposable
{
    private const int Atoms = 100;

    private static readonly Dictionary<string, string> _wanted = new() { ["a"] = "x-0", ["b"] = "x-1" };
    private static readonly IReadOnlyList<IReadOnlyList<string>> _scope = [["atom-1"], ["atom-0"]];

    private readonly MemoryBackend _backend = new();
    private FlowStorage _storage = null!;
    private State _state;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var flow = new FlowDetail("flow", Guid.NewGuid().ToString());
        var book = new LogBook("benchmark");
        book.Add(flow);
        await _backend.Connect().SaveLogBookAsync(book);
        _storage = await FlowStorage.OpenAsync(_backend, flow.Uuid);
        await _storage.EnsureAtomsAsync([.. Enumerable.Range(0, Atoms).Select(i => AtomDeclaration.Task($"atom-{i}", $"x-{i}"))]);
        for (int i = 0; i < Atoms; i++)
        {
            await _storage.SaveAsync($"atom-{i}", i);
        }
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Benchmark]
    public Task SetState()
    {
        _state = _state == State.Running ? State.Pending : State.Running;
        return _storage.SetAtomStateAsync("atom-99", _state);
    }

    [Benchmark]
    public Task<State?> GetState() => _storage.GetAtomStateAsync("atom-98");

    [Benchmark]
    public Task<Document> Fetch() => _storage.FetchAsync("x-0");

    [Benchmark]
    public Task<int> FetchTyped() => _storage.FetchAsync<int>("x-0");

    [Benchmark]
    public Task<IReadOnlyDictionary<string, Document>> FetchMappedArgs() => _storage.FetchMappedArgsAsync(_wanted, "atom-2", _scope);

    [Benchmark]
    public async Task Reopen() => await (await FlowStorage.OpenAsync(_backend, _storage.FlowUuid)).DisposeAsync();
}
