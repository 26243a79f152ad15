namespace Orleans.TaskFlow;

/// <summary>A value of a statement; null is SQL's NULL.</summary>
internal readonly record struct ServerValue(ServerValueKind Kind, object? Value);
