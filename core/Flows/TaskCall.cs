namespace Orleans.TaskFlow;

/// <summary>What a task is told when it is executed.</summary>
public class TaskCall : AtomCall
{
    /// <summary>Where reports of progress go; nowhere if null.</summary>
    public Func<double, Document?, ValueTask>? Progress { get; init; }

    /// <summary>
    /// Notes how far the task is, in its detail, and tells those who watch the flow. A report that cannot be stored is logged, and
    /// does not fail the task. Once the call has ended, or the engine goes on without it, reports are dropped.
    /// </summary>
    /// <param name="progress">From 0 to 1; a number below or above is taken for the nearer of the two, and what is no number for 0.</param>
    /// <param name="details">What to say about it; null leaves what was said before.</param>
    public ValueTask ReportProgressAsync(double progress, Document? details = null) =>
        Progress is null ? ValueTask.CompletedTask : Progress(double.IsNaN(progress) ? 0 : Math.Clamp(progress, 0, 1), details);
}
