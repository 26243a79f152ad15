namespace Orleans.TaskFlow;

/// <summary>One parameter of a task that gets a value of the flow.</summary>
internal abstract class ArgumentReader(string name, string symbol, bool isOptional)
{
    /// <summary>The parameter's name, which is the argument's.</summary>
    public string Name { get; } = name;

    /// <summary>The name of its value, where no declaration says another.</summary>
    public string Symbol { get; } = symbol;

    /// <summary>Whether the parameter has a default, which it gets where there is no value.</summary>
    public bool IsOptional { get; } = isOptional;

    /// <summary>What is wrong with a value for this parameter; <see langword="null"/> if it fits.</summary>
    public abstract string? FaultOf(Document value);
}
