namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>An engine broke a rule.</summary>
public sealed class ViolationException(Rule rule, string message) : Exception(message)
{
    public Rule Rule { get; } = rule;
}
