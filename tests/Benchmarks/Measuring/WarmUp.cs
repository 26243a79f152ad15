using System.Diagnostics;
using System.Runtime;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Makes calls that do not count, until the code that they run is compiled as well as it will be.</summary>
public static class WarmUp
{
    // The runtime waits a tenth of a second, without anything new to compile, before it compiles better what runs often.
    private const int QuietWindows = 5;

    private static readonly TimeSpan _window = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Measures again and again, the <paramref name="isFirst"/> time in this process until nothing is compiled any more, else twice.
    /// </summary>
    public static async Task RunAsync(Func<TimeSpan, Task<double>> measureAsync, bool isFirst)
    {
        long begin = Stopwatch.GetTimestamp();
        await measureAsync(_window / 2);
        await measureAsync(_window / 2);
        for (int quiet = 0; isFirst && quiet < QuietWindows && Stopwatch.GetElapsedTime(begin) < _longest;)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            await measureAsync(_window);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }
}
