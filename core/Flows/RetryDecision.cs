namespace Orleans.TaskFlow;

/// <summary>What a retry decides when an atom of its flow has failed.</summary>
public enum RetryDecision
{
    /// <summary>
    /// Undo the flow of this retry, unless the retry around it decides otherwise. With
    /// <see cref="FlowEngineOptions.DeferReverts"/> that one's decision counts in any case, and without one everything is undone.
    /// </summary>
    Revert,

    /// <summary>Undo everything, without asking the retry around this one.</summary>
    RevertAll,

    /// <summary>Undo the flow of this retry and what came after it, and run it again.</summary>
    Retry,
}
