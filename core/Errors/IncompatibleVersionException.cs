namespace Orleans.TaskFlow;

/// <summary>A store was written by a newer version than this one understands (the seeds' <c>IncompatibleVersion</c>).</summary>
public sealed class IncompatibleVersionException(string message, Exception? innerException = null)
    : TaskFlowException(message, innerException);
