namespace Orleans.TaskFlow;

/// <summary>
/// Says of a parameter of a task that it is a service of the host, and no value of the flow: for lambdas, which have no constructor
/// to ask for one. With a default value the service may be missing.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceAttribute : Attribute;
