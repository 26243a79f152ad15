namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Small drawings for tests.</summary>
internal static class Sketch
{
    public static Drawing Of(DrawnFlow flow, int degree = 4) => new() { Flow = flow, Degree = degree };

    public static DrawnFlow Flow(FlowPattern pattern, string name, DrawnRetry? retry, params List<DrawnItem> children) =>
        new() { Name = name, Pattern = pattern, Retry = retry, Children = children };

    public static DrawnFlow Linear(params List<DrawnItem> children) => Flow(FlowPattern.Linear, "flow", null, children);

    public static DrawnTask Task(string name, string? gives = null, string? needs = null, bool throws = false) => new()
    {
        Name = name,
        Provides = gives is null ? [] : new() { [gives] = null },
        Requires = needs is null ? [] : [needs],
        Execute = throws ? [Deed.Throws] : [],
    };
}
