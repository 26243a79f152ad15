using System.Diagnostics;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Measures runs of flows, each of which is made for it; and counts the commits of the store meanwhile.</summary>
public sealed class FlowRuns(ISubject subject, RunScenario scenario, Cell cell)
{
    // Making the flows, and removing them, is not timed, but waited for.
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1.5);

    private long _tasks;
    private long _commits;

    /// <summary>How often the store has committed for each task so far; null for a store that does not count.</summary>
    public double? CommitsPerTask => subject.Commits is not null && _tasks > 0 ? (double)_commits / _tasks : null;

    /// <summary>Goes on until the runs have taken <paramref name="duration"/>, or long with all that belongs to them.</summary>
    /// <returns>How many tasks were executed, or reverted, a second, of all flows together.</returns>
    public async Task<double> MeasureAsync(TimeSpan duration)
    {
        long done = 0;
        TimeSpan spent = TimeSpan.Zero;
        long begin = Stopwatch.GetTimestamp();
        do
        {
            RunFlow[] flows = [.. Enumerable.Range(0, cell.Flows).Select(_ => RunFlow.Of(scenario, cell.Atoms))];
            var book = new LogBook("benchmark");
            foreach (RunFlow flow in flows)
            {
                book.Add(flow.Detail);
            }

            IConnection connection = subject.Storages.Backend.Connect();
            await connection.SaveLogBookAsync(book);
            Func<Task>[] calls = await Task.WhenAll(flows.Select(subject.PrepareAsync));
            long before = await CommitsAsync();
            spent += await Window.OnceAsync(calls);
            _commits += await CommitsAsync() - before;
            _tasks += cell.Flows * scenario.TasksOf(cell.Atoms);
            done += cell.Flows * scenario.TasksOf(cell.Atoms);
            await connection.DestroyLogBookAsync(book.Uuid);
        }
        while (spent < duration && Stopwatch.GetElapsedTime(begin) < _longest);

        return done / spent.TotalSeconds;
    }

    private ValueTask<long> CommitsAsync() => subject.Commits?.CountAsync() ?? ValueTask.FromResult(0L);
}
