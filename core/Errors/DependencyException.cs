namespace Orleans.TaskFlow;

/// <summary>A flow's items cannot have what they need: they wait for one another, or for something that nothing provides (the seeds' <c>DependencyFailure</c>).</summary>
public class DependencyException(string message, Exception? innerException = null)
    : TaskFlowException(message, innerException);
