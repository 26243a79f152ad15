namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>The retries that are drawn.</summary>
public enum RetryKind
{
    AlwaysRevert,
    AlwaysRevertAll,
    Times,
    ForEach,
    ParameterizedForEach,
    ThrowsWhenAsked,
}
