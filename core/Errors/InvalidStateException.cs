namespace Orleans.TaskFlow;

/// <summary>A transition was asked for that the flow's state machine does not have (the seeds' <c>InvalidState</c>).</summary>
public sealed class InvalidStateException(string message, State from, State to, Exception? innerException = null)
    : TaskFlowException(message, innerException)
{
    /// <summary>The state that the flow is in, and stays in.</summary>
    public State From { get; } = from;

    /// <summary>The state that was asked for.</summary>
    public State To { get; } = to;
}
