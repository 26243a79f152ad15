namespace Orleans.TaskFlow;

/// <summary>The flows of an assembly could not be loaded, or its module could not register them; the message says which and why.</summary>
public sealed class FlowModuleException(string message, string? assemblyPath = null, Exception? innerException = null)
    : TaskFlowException(message, innerException)
{
    /// <summary>The full path of the assembly; <see langword="null"/> if the module came from none that was loaded by its path.</summary>
    public string? AssemblyPath { get; } = assemblyPath;
}
