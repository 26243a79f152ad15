namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>One recorded run of the reference: the calls that were made, and what each returned or raised.</summary>
/// <param name="Source">Where it was read, for messages: a file, and the line in it where it has several.</param>
/// <param name="Kind">What was called: <c>storage</c>, <c>persistence</c>, <c>models</c> or <c>engine</c>.</param>
/// <param name="Setup">The whole object, for what a kind needs besides its steps.</param>
/// <param name="Steps">The calls, in order; none in an engine's, which has a flow.</param>
public sealed record Trace(string Source, string Kind, TraceValue Setup, IReadOnlyList<TraceStep> Steps);
