namespace Orleans.TaskFlow;

/// <summary>How far a task has come: from 0 to 1.</summary>
internal static class TaskProgress
{
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 1.</exception>
    public static void Check(string taskName, double progress)
    {
        // Not a number is outside of every range, but compares as if it were inside of all.
        if (!(progress is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(progress), progress, $"The progress of task '{FlowContents.Shown(taskName)}' has to be from 0 to 1.");
        }
    }
}
