namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>The bare operation that a scenario cannot do without: how often a second it can be done.</summary>
public interface ILimit
{
    /// <summary>The shortest time that it can be measured in.</summary>
    TimeSpan Shortest => TimeSpan.Zero;

    /// <summary>Repeats it for some time.</summary>
    /// <returns>How often it was done a second.</returns>
    Task<double> MeasureAsync(TimeSpan duration);
}
