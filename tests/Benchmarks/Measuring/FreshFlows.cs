using System.Diagnostics;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Measures a scenario that a flow takes one call of: on flows that are made for it, which is not timed.</summary>
public sealed class FreshFlows(IFlowStorageFactory storages, StorageScenario scenario, Cell cell)
{
    private const int FlowsAtOnce = 5;

    private static readonly TimeSpan _settingUp = TimeSpan.FromSeconds(0.5);

    /// <summary>Goes on until the calls have taken <paramref name="duration"/>, or making flows has taken long.</summary>
    /// <returns>How many calls returned a second, of all callers together.</returns>
    public async Task<double> MeasureAsync(TimeSpan duration)
    {
        int done = 0;
        TimeSpan spent = TimeSpan.Zero;
        long begin = Stopwatch.GetTimestamp();
        do
        {
            int rounds = cell.Flows == 1 ? FlowsAtOnce : 1;
            await using FlowSet flows = await FlowSet.CreateAsync(storages, cell.Atoms, cell.Flows * rounds, withResults: false);
            Func<Task>[] calls = await Task.WhenAll(flows.Flows.Select(scenario.PrepareAsync));
            foreach (Func<Task>[] together in calls.Chunk(cell.Flows))
            {
                spent += await Window.OnceAsync(together);
                done += together.Length;
            }
        }
        while (spent < duration && Stopwatch.GetElapsedTime(begin) - spent < _settingUp);

        return done / spent.TotalSeconds;
    }
}
