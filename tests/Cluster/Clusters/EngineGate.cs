using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Where the tasks of a flow wait until the test lets them go on, or their token is cancelled; and what they saw.</summary>
public sealed class EngineGate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<(string Task, SiloAddress Silo, string AttemptId)> _calls = new();
    private readonly Signal _signal = new();
    private int _inside;
    private int _most;

    /// <summary>Which tasks were called, in which silo.</summary>
    public IReadOnlyList<(string Task, SiloAddress Silo, string AttemptId)> Calls => [.. _calls];

    /// <summary>How many were under way at the same time, at most.</summary>
    public int Most => _most;

    /// <summary>When the first task was called.</summary>
    public Task WhenEntered => _entered.Task;

    /// <summary>When the token of a task was cancelled.</summary>
    public Task WhenCancelled => _cancelled.Task;

    /// <summary>When so many tasks were called.</summary>
    public Task WhenCalledAsync(int times) => _signal.UntilAsync(() => _calls.Count >= times);

    /// <summary>When the latest call is one in another silo.</summary>
    public Task WhenCalledElsewhereAsync(SiloAddress silo) => _signal.UntilAsync(() => !Calls[^1].Silo.Equals(silo));

    /// <summary>When so many tasks wait here.</summary>
    public Task WhenInsideAsync(int count) => _signal.UntilAsync(() => Volatile.Read(ref _inside) == count);

    public void Open() => _open.TrySetResult();

    public Document Note(TaskCall call)
    {
        _calls.Enqueue((call.AtomName, call.Services!.GetRequiredService<ILocalSiloDetails>().SiloAddress, call.AttemptId));
        _signal.Tell();
        return Document.From(call.AtomName);
    }

    public async ValueTask<Document> PassAsync(TaskCall call, CancellationToken cancellationToken)
    {
        Document result = Note(call);
        int inside = Interlocked.Increment(ref _inside);
        for (int most = _most; inside > most && Interlocked.CompareExchange(ref _most, inside, most) != most; most = _most)
        {
        }

        _entered.TrySetResult();
        _signal.Tell();
        try
        {
            await _open.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
            _signal.Tell();
        }

        return result;
    }
}
