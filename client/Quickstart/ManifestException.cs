namespace Orleans.TaskFlow.Quickstart;

/// <summary>What the user asked for cannot be done; the message is for them.</summary>
internal sealed class ManifestException(string message, Exception? inner = null) : Exception(message, inner);
