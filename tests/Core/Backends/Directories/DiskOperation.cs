namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Something that a backend did to its files, or, where nothing is done, the end of a call, which was acknowledged then.</summary>
internal sealed record DiskOperation(string What, Action<SimulatedDisk> Do, string? Acknowledged = null);
