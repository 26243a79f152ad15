namespace Orleans.TaskFlow;

/// <summary>
/// Says of a parameter of a task which value it gets, where that is not the one of its own name. Where the declaration in a flow says
/// something else (<see cref="FlowTask.Rebinding"/>), that counts.
/// </summary>
/// <param name="name">The symbol.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SymbolAttribute(string name) : Attribute
{
    /// <summary>The symbol.</summary>
    public string Name { get; } = name;
}
