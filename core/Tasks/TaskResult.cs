namespace Orleans.TaskFlow;

/// <summary>
/// What the execution of a task came to, for its revert: a parameter of this type, whatever its name, gets it.
/// </summary>
/// <typeparam name="T">What the execution returns.</typeparam>
/// <param name="HasValue">
/// Whether there is a result. There is none if the execution failed, was interrupted, or returned null.
/// </param>
/// <param name="Value">The result; <see langword="default"/> if there is none.</param>
/// <param name="Failure">How the execution failed; <see langword="null"/> if it did not.</param>
public readonly record struct TaskResult<T>(bool HasValue, T? Value, Failure? Failure);
