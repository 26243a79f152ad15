namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>The first place where an answer is not what was expected.</summary>
/// <param name="Path">Where in the value, as <c>$.atoms['a'].state</c>.</param>
/// <param name="Expected">What should stand there.</param>
/// <param name="Got">What stands there.</param>
internal sealed record Difference(string Path, string Expected, string Got);
