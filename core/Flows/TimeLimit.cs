using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>How long timers can wait, and so how long a time-out or a delay may be.</summary>
internal static class TimeLimit
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(45);

    /// <exception cref="ArgumentOutOfRangeException">It is neither infinite nor from <paramref name="least"/> to <see cref="Longest"/>.</exception>
    public static TimeSpan Checked(TimeSpan value, TimeSpan least, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        value == Timeout.InfiniteTimeSpan || (value >= least && value <= Longest)
            ? value
            : throw new ArgumentOutOfRangeException(
                parameter, value, $"It may be from {least} to {Longest}, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)} for no limit.");

    /// <inheritdoc cref="Checked"/>
    public static TimeSpan CheckedTimeout(TimeSpan value, [CallerArgumentExpression(nameof(value))] string? parameter = null) =>
        Checked(value, TimeSpan.FromMilliseconds(1), parameter);
}
