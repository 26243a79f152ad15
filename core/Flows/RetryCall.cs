namespace Orleans.TaskFlow;

/// <summary>What a retry is told when it is executed, or asked for a decision.</summary>
public class RetryCall : AtomCall
{
    /// <summary>What it has been through; when it is asked for a decision, the latest failure is in the last attempt.</summary>
    public required RetryHistory History { get; init; }
}
