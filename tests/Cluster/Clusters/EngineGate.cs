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
    private int _inside;
    private int _most;

    /// <summary>Which tasks were called, in which silo.</summary>
    public IReadOnlyList<(string Task, SiloAddress Silo, string AttemptId)> Calls => [.. _calls];

    /// <summary>How many were under way at the same time, at most.</summary>
    public int Most => _most;

    public int Inside => _inside;

    /// <summary>When the first task was called.</summary>
    public Task WhenEntered => _entered.Task;

    /// <summary>When the token of a task was cancelled.</summary>
    public Task WhenCancelled => _cancelled.Task;

    public void Open() => _open.TrySetResult();

    public Document Note(TaskCall call)
    {
        _calls.Enqueue((call.AtomName, call.Services!.GetRequiredService<ILocalSiloDetails>().SiloAddress, call.AttemptId));
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
        }

        return result;
    }
}
