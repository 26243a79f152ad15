namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>An engine is left as if its process had died.</summary>
internal sealed class AbandonedException : Exception;
