namespace Orleans.TaskFlow;

/// <summary>
/// What is done around the calls of a task: by the task's own class, if it implements this (all on the object that is called), or by
/// hooks that several tasks share (<see cref="FlowTask.WithHooks"/>). Implement those that are wanted; the others do nothing.
/// </summary>
/// <remarks>
/// What comes before a call can fail it. What comes after it is always done, even if the call or what came before it failed; if it fails
/// itself, so does the call, unless that has failed already: then the failure of the call is kept, and the other one logged.
/// </remarks>
public interface ITaskHooks
{
    /// <summary>Done before the execution (the seeds' <c>pre_execute</c>).</summary>
    ValueTask BeforeExecuteAsync(TaskCall call, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Done after the execution (the seeds' <c>post_execute</c>).</summary>
    ValueTask AfterExecuteAsync(TaskCall call, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Done before the revert (the seeds' <c>pre_revert</c>).</summary>
    ValueTask BeforeRevertAsync(TaskRevertCall call, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Done after the revert (the seeds' <c>post_revert</c>).</summary>
    ValueTask AfterRevertAsync(TaskRevertCall call, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
