namespace Orleans.TaskFlow;

/// <summary>Several items of a graph provide a symbol that another one requires (the seeds' <c>AmbiguousDependency</c>).</summary>
public sealed class AmbiguousDependencyException(string message, Exception? innerException = null)
    : DependencyException(message, innerException);
