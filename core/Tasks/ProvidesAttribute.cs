using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// Says under which symbols a task's result is known to others, on its class or on the method or lambda that executes it. Where the
/// declaration in a flow says something else (<see cref="FlowTask.Providing"/>), that counts.
/// </summary>
/// <param name="symbols">As for <see cref="FlowTask.Providing"/>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class ProvidesAttribute(params string[] symbols) : Attribute
{
    /// <summary>The symbols.</summary>
    public ImmutableArray<string> Symbols { get; } = [.. symbols];
}
