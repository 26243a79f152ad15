namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>One call on a storage, as a trace asks for it.</summary>
internal delegate Task<object?> StorageCall(IFlowStorage storage, TraceValue args);
