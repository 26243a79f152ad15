namespace Orleans.TaskFlow;

/// <summary>Nothing in reach of some atoms provides what they require (the seeds' <c>MissingDependencies</c>).</summary>
public sealed class MissingDependenciesException(
    string message, IEnumerable<string> missing, IEnumerable<string> atoms, Exception? innerException = null)
    : DependencyException(message, innerException)
{
    /// <summary>The arguments that would have no value, each once, sorted by ordinal.</summary>
    public IReadOnlyList<string> Missing { get; } = [.. missing.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The atoms that they are arguments of.</summary>
    public IReadOnlyList<string> Atoms { get; } = [.. atoms];
}
