namespace Orleans.TaskFlow;

/// <summary>An error of core's: what all of them have, and what only some do.</summary>
[GenerateSerializer, Alias("taskflow.error")]
internal struct ErrorSurrogate
{
    [Id(0)]
    public string Message;

    [Id(1)]
    public string? StackTrace;

    [Id(2)]
    public Exception? InnerException;

    /// <summary>The state that a result was asked for in, or that a flow is in.</summary>
    [Id(3)]
    public State? State;

    /// <summary>The state that was asked for.</summary>
    [Id(4)]
    public State? To;

    [Id(5)]
    public bool OutcomeUnknown;

    [Id(6)]
    public Failure[]? Failures;

    /// <summary>The arguments that would have no value.</summary>
    [Id(7)]
    public string[]? Missing;

    /// <summary>The atoms that they are arguments of.</summary>
    [Id(8)]
    public string[]? Atoms;

    [Id(9)]
    public string? FactoryName;

    [Id(10)]
    public string? AssemblyPath;
}
