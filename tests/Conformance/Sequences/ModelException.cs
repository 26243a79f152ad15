namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>The error that a call should raise.</summary>
public sealed class ModelException(string name) : Exception(name);
