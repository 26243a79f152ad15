namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>The middle of several measurements: one that something else on the machine disturbed does not count.</summary>
public static class Median
{
    /// <summary>The median; null of nothing.</summary>
    public static double? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
