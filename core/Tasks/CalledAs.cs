namespace Orleans.TaskFlow;

/// <summary>What a method of a class, or a function, is called for, which decides what its parameters may ask for.</summary>
internal enum CalledAs
{
    TaskExecution,

    TaskRevert,

    RetryExecution,

    RetryDecision,

    RetryRevert,
}
