namespace Orleans.TaskFlow;

/// <summary>
/// How long a retry waits before its next attempt: the shapes that Polly's <c>DelayBackoffType</c> has. Each gives a function of
/// the number of the attempt that failed, from 1.
/// </summary>
public static class Backoff
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    /// <summary>Always the same.</summary>
    public static Func<int, TimeSpan> Constant(TimeSpan delay)
    {
        Check(delay, delay);
        return _ => delay;
    }

    /// <summary>Once, twice, three times … the first delay, up to <paramref name="longest"/>.</summary>
    /// <param name="first">The wait after the first attempt.</param>
    /// <param name="longest">A day if null.</param>
    public static Func<int, TimeSpan> Linear(TimeSpan first, TimeSpan? longest = null)
    {
        TimeSpan limit = Check(first, longest);
        return attempt => Limited(first.TotalMilliseconds * attempt, limit);
    }

    /// <summary>Twice the delay before each time, up to <paramref name="longest"/>.</summary>
    /// <param name="first">The wait after the first attempt.</param>
    /// <param name="longest">A day if null.</param>
    /// <param name="jitter">
    /// Draws each delay at random from its half to its whole, so that flows that failed together do not try again together.
    /// </param>
    public static Func<int, TimeSpan> Exponential(TimeSpan first, TimeSpan? longest = null, bool jitter = false)
    {
        TimeSpan limit = Check(first, longest);
        return attempt =>
        {
            TimeSpan delay = Limited(first.TotalMilliseconds * Math.Pow(2, attempt - 1), limit);
            return jitter ? delay * (0.5 + (Random.Shared.NextDouble() / 2)) : delay;
        };
    }

    private static TimeSpan Check(TimeSpan first, TimeSpan? longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, TimeSpan.Zero);
        TimeSpan limit = longest ?? (first > _longest ? first : _longest);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, first, nameof(longest));
        return limit;
    }

    private static TimeSpan Limited(double milliseconds, TimeSpan limit) =>
        milliseconds >= limit.TotalMilliseconds ? limit : TimeSpan.FromMilliseconds(milliseconds);
}
