namespace Orleans.TaskFlow;

/// <summary>What an atom is, and so which of the two details records it.</summary>
public enum AtomKind
{
    /// <summary>A task: a <see cref="TaskDetail"/>, stored as <c>TASK_DETAIL</c>.</summary>
    Task,

    /// <summary>A retry controller: a <see cref="RetryDetail"/>, stored as <c>RETRY_DETAIL</c>.</summary>
    Retry,
}
