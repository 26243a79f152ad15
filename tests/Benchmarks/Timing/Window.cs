using System.Diagnostics;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Repeats calls for some time, each call by a caller of its own, and counts.</summary>
public static class Window
{
    // Callers that never wait would else keep their threads, of which there are fewer than callers.
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(1);

    // Looking at the clock after every call would cost more than some calls do.
    private static readonly TimeSpan _unwatched = TimeSpan.FromMicroseconds(50);

    /// <summary>How many calls to make between two looks at the clock, for calls that come at such a rate.</summary>
    public static int BatchFor(double perSecond, int callers) =>
        Math.Max(1, (int)(perSecond / callers * _unwatched.TotalSeconds));

    /// <summary>Makes calls until the time is over; those that have begun by then are waited for.</summary>
    /// <returns>How many calls returned a second, of all callers together, until the last of them did.</returns>
    public static async Task<double> RepeatAsync(IReadOnlyList<Func<Task>> calls, int batch, TimeSpan duration)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<long>[] callers = [.. calls.Select(call => Task.Run(() => RepeatAsync(call, batch, calls.Count > 1, duration, gate.Task)))];
        long begin = Stopwatch.GetTimestamp();
        gate.SetResult();
        long[] done = await Task.WhenAll(callers);
        return done.Sum() / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Makes each call once, all at the same time.</summary>
    /// <returns>How long that took.</returns>
    public static async Task<TimeSpan> OnceAsync(IReadOnlyList<Func<Task>> calls)
    {
        long begin = Stopwatch.GetTimestamp();
        if (calls is [var only])
        {
            await only();
        }
        else
        {
            await Task.WhenAll(calls.Select(Task.Run));
        }

        return Stopwatch.GetElapsedTime(begin);
    }

    private static async Task<long> RepeatAsync(Func<Task> call, int batch, bool shares, TimeSpan duration, Task gate)
    {
        await gate;
        long begin = Stopwatch.GetTimestamp();
        TimeSpan yielded = TimeSpan.Zero;
        for (long done = 0; ;)
        {
            for (int i = 0; i < batch; i++)
            {
                await call();
            }

            done += batch;
            TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);
            if (elapsed >= duration)
            {
                return done;
            }

            if (shares && elapsed - yielded >= _slice)
            {
                yielded = elapsed;
                await Task.Yield();
            }
        }
    }
}
