namespace Orleans.TaskFlow;

/// <summary>How a <see cref="FlowStorage"/> deals with a store that fails, and where it finds the scope of an atom.</summary>
public sealed class FlowStorageOptions
{
    /// <summary>How often a write is tried, the first time included: 3, as in the seeds. At least 1.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>How long to wait between two attempts: 5 seconds, as in the seeds. Not negative, and at most an hour.</summary>
    public TimeSpan AttemptDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The scope of an atom, by its name, for calls that give none: levels of atom names, nearest first (the seeds'
    /// <c>scope_fetcher</c>). None by default, which is an empty scope.
    /// </summary>
    public Func<string, IReadOnlyList<IReadOnlyList<string>>?>? ScopeFetcher { get; set; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of the range that it documents.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Attempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(AttemptDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(AttemptDelay, TimeSpan.FromHours(1));
    }
}
