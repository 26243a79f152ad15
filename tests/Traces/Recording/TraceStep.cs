namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>One call.</summary>
/// <param name="Op">What is called.</param>
/// <param name="Args">Its arguments, an object.</param>
/// <param name="Returns">What it returned; <see langword="null"/> if it raised.</param>
/// <param name="Raises">The name of the error that it raised; <see langword="null"/> if it returned.</param>
public sealed record TraceStep(string Op, TraceValue Args, TraceValue? Returns, string? Raises);
