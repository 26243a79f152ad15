namespace Orleans.TaskFlow;

/// <summary>
/// A flow could not be made by its factory: that threw, was given arguments that do not fit, or is not noted in the flow's detail (the
/// seeds raise <c>ValueError</c>, or what the factory raised). Nothing was stored.
/// </summary>
public sealed class FlowFactoryException(string message, string? factoryName = null, Exception? innerException = null)
    : TaskFlowException(message, innerException)
{
    /// <summary>The name of the factory; <see langword="null"/> if that is what is missing.</summary>
    public string? FactoryName { get; } = factoryName;
}
